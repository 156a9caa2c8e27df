/**
 * People out of ICT-FaceKit, a morphable 3D face (Li et al., "Learning Formation of
 * Physically-Based Face Attributes", CVPR 2020; https://github.com/ICT-VGL/ICT-FaceKit, MIT): their
 * shape, their expressions and the colours of their skin, lips, brows, eyes and teeth.
 *
 * <p>Lengths are centimetres.
 */
package org.cycleat.render.facekit;
