package org.cycleat.doctor;

import java.util.List;
import java.util.Map;
import org.cycleat.BuildInfo;
import org.cycleat.device.Cuda;

/**
 * Everything that was looked at.
 *
 * @param tensorFlow the version that its natives tell; empty where they cannot be loaded
 * @param freeBytes of each GPU, by its number, where it tells
 * @param models by their names, the place of each, or "missing"
 */
public record Findings(
    Machine machine,
    BuildInfo build,
    String tensorFlow,
    Cuda cuda,
    Map<Integer, Long> freeBytes,
    Map<String, String> models,
    List<Speed> speeds,
    Verdict verdict) {}
