package org.cycleat.video;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.mean;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Small films: grey pictures whose brightness tells their place, red in the upper left quarter. */
final class TestFilms {
  static {
    PulseAudio.load();
  }

  static final int RATE = 44100;
  private static final int LEVELS = 8;

  /** What a picture of a film that was read says of itself. */
  record Seen(long index, long timeMicros, int width, int height, int level) {}

  private TestFilms() {}

  /** Every picture is {@code level(index)} bright; the caller closes it. */
  static Mat picture(int width, int height, long index) {
    Mat picture = new Mat(height, width, CV_8UC3, Scalar.all(60 + 20 * level(index)));
    try (Rect quarter = new Rect(0, 0, width / 2, height / 2);
        Mat corner = new Mat(picture, quarter);
        Mat red = new Mat(height / 2, width / 2, CV_8UC3, new Scalar(20, 20, 220, 0))) {
      red.copyTo(corner);
    }
    return picture;
  }

  /** Mean of blue, green and red in a quarter of the picture: 0 or 1 each. */
  static double[] quarter(Mat picture, int right, int below) {
    int width = picture.cols() / 2;
    int height = picture.rows() / 2;
    try (Rect place = new Rect(right * width, below * height, width, height);
        Mat part = new Mat(picture, place);
        Scalar mean = mean(part)) {
      return new double[] {mean.get(0), mean.get(1), mean.get(2)};
    }
  }

  static long[] steady(int frames, double framesPerSecond) {
    return LongStream.range(0, frames).map(i -> Math.round(i * 1e6 / framesPerSecond)).toArray();
  }

  static Path write(Path film, int width, int height, long... times) {
    double rate = times.length < 2 ? 25 : 1e6 * (times.length - 1) / times[times.length - 1];
    VideoFormat format = new VideoFormat(width, height, rate, times.length);
    try (VideoWriter writer = VideoWriter.open(film, format, Optional.empty())) {
      for (int i = 0; i < times.length; i++) {
        try (Mat picture = picture(width, height, i)) {
          writer.write(picture, times[i]);
        }
      }
    }
    return film;
  }

  /** Copies the pictures of a film, with the sound of it. */
  static Path copy(Path from, Path to) {
    try (VideoReader reader = VideoReader.open(from);
        VideoWriter writer = VideoWriter.open(to, reader.format(), Optional.of(from))) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        try (VideoFrame frame = next.get()) {
          writer.write(frame.bgr(), frame.timeMicros());
        }
      }
    }
    return to;
  }

  static List<Seen> read(FrameSource source) {
    List<Seen> all = new ArrayList<>();
    readInto(source, all);
    return all;
  }

  /** Keeps what came before an error. */
  static void readInto(FrameSource source, List<Seen> all) {
    for (var next = source.next(); next.isPresent(); next = source.next()) {
      try (VideoFrame frame = next.get()) {
        Mat bgr = frame.bgr();
        double[] grey = quarter(bgr, 1, 1);
        int level = (int) Math.round((grey[1] - 60) / 20);
        all.add(new Seen(frame.index(), frame.timeMicros(), bgr.cols(), bgr.rows(), level));
      }
    }
  }

  static int level(long index) {
    return (int) (index % LEVELS);
  }

  /**
   * A film of two seconds with sound that is silent in its first second and a tone after that, made
   * by JavaCV's recorder.
   *
   * @param audioCodec AV_CODEC_ID
   */
  static Path withTone(Path film, String container, int videoCodec, int audioCodec)
      throws FrameRecorder.Exception {
    short[] sound = new short[2 * RATE];
    for (int i = RATE; i < sound.length; i++) {
      sound[i] = (short) (10_000 * Math.sin(2 * Math.PI * 440 * i / RATE));
    }
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(film.toFile(), 64, 48, 1);
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      recorder.setFormat(container);
      recorder.setFrameRate(25);
      recorder.setSampleRate(RATE);
      recorder.setVideoCodec(videoCodec);
      recorder.setVideoBitrate(400_000);
      recorder.setAudioCodec(audioCodec);
      recorder.start();
      for (int i = 0; i < 50; i++) {
        try (Mat picture = picture(64, 48, i);
            Frame frame = converter.convert(picture)) {
          recorder.record(frame);
        }
        int piece = RATE / 25;
        recorder.recordSamples(
            RATE, 1, ShortBuffer.wrap(Arrays.copyOfRange(sound, i * piece, (i + 1) * piece)));
      }
    }
    return film;
  }

  /** Where the content of the first box of this name starts. */
  static int contentOf(String box, byte[] film) {
    byte[] name = box.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + name.length <= film.length; i++) {
      if (ByteBuffer.wrap(film, i, name.length).equals(ByteBuffer.wrap(name))) {
        return i + name.length;
      }
    }
    throw new AssertionError("no " + box);
  }
}
