package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Rotation;
import io.reprise.datasets.procedural.drawing.Vector3;
import java.util.Arrays;
import java.util.List;

/**
 * A textured body as a camera sees it (orthographic, depth-buffered, nine samples a pixel). Knows
 * for each pixel the texel at its centre: the sparse rendering matrix of arXiv 1904.03385.
 */
public final class BodyView {
  private static final int SAMPLES = 3;

  /**
   * Where the body is in the picture.
   *
   * @param yaw in radians: 0 faces the viewer, positive turns to the right of the picture
   * @param pitch in radians, negative as seen from above
   * @param scale half the height of the body, as a share of the height of the picture
   * @param x of the centre of the body, as a share of the width
   * @param y as a share of the height
   */
  public record Camera(double yaw, double pitch, double scale, double x, double y) {}

  private final int height;
  private final int width;
  private final Camera camera;
  private final Vector3[] places;
  private final double[] depths;
  private final int[] texels;
  private final float[] lights;
  private final Picture texture;

  /** Sees a body; {@link #paintOn} then gives the picture. */
  public BodyView(int height, int width, BodyMesh mesh, Picture texture, Camera camera) {
    this.height = height;
    this.width = width;
    this.camera = camera;
    this.texture = texture;
    int samples = height * width * SAMPLES * SAMPLES;
    depths = new double[samples];
    texels = new int[samples];
    lights = new float[samples];
    Arrays.fill(depths, Double.NEGATIVE_INFINITY);
    Arrays.fill(texels, -1);
    Rotation turn = Rotation.of(camera.yaw(), camera.pitch(), 0);
    places = mesh.vertices().stream().map(turn::apply).map(this::placed).toArray(Vector3[]::new);
    BodyTopology.triangles().forEach(this::rasterise);
  }

  /** In units of samples. */
  private Vector3 placed(Vector3 v) {
    double unit = camera.scale() * height;
    return new Vector3(
        SAMPLES * (width * camera.x() + unit * v.x()),
        SAMPLES * (height * camera.y() + unit * v.y()),
        v.z());
  }

  /** Where a vertex is seen, in picture coordinates, and how near it is. */
  public Vector3 place(int vertex) {
    Vector3 v = places[vertex];
    return new Vector3(v.x() / SAMPLES - 0.5, v.y() / SAMPLES - 0.5, v.z());
  }

  private void rasterise(BodyTopology.Triangle triangle) {
    Vector3 a = places[triangle.vertices().get(0)];
    Vector3 b = places[triangle.vertices().get(1)];
    Vector3 c = places[triangle.vertices().get(2)];
    double twice = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    if (twice <= 1e-9) {
      return;
    }
    double unit = SAMPLES * camera.scale() * height;
    Vector3 normal =
        new Vector3(b.x() - a.x(), b.y() - a.y(), unit * (b.z() - a.z()))
            .cross(new Vector3(c.x() - a.x(), c.y() - a.y(), unit * (c.z() - a.z())))
            .unit();
    float light = (float) (0.55 + 0.45 * Math.max(0, 0.8 * normal.z() - 0.6 * normal.y()));
    int top = Math.max(0, (int) Math.ceil(Math.min(a.y(), Math.min(b.y(), c.y())) - 0.5));
    int bottom =
        Math.min(
            height * SAMPLES - 1, (int) Math.floor(Math.max(a.y(), Math.max(b.y(), c.y())) - 0.5));
    int left = Math.max(0, (int) Math.ceil(Math.min(a.x(), Math.min(b.x(), c.x())) - 0.5));
    int right =
        Math.min(
            width * SAMPLES - 1, (int) Math.floor(Math.max(a.x(), Math.max(b.x(), c.x())) - 0.5));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5;
        double py = row + 0.5;
        double wb = ((px - a.x()) * (c.y() - a.y()) - (py - a.y()) * (c.x() - a.x())) / twice;
        double wc = ((b.x() - a.x()) * (py - a.y()) - (b.y() - a.y()) * (px - a.x())) / twice;
        double wa = 1 - wb - wc;
        double depth = wa * a.z() + wb * b.z() + wc * c.z();
        int at = row * width * SAMPLES + column;
        if (wa >= 0 && wb >= 0 && wc >= 0 && depth > depths[at]) {
          depths[at] = depth;
          lights[at] = light;
          texels[at] = texel(triangle.places(), wa, wb, wc);
        }
      }
    }
  }

  private int texel(List<Integer> places, double wa, double wb, double wc) {
    double u =
        wa * BodyTopology.column(places.get(0))
            + wb * BodyTopology.column(places.get(1))
            + wc * BodyTopology.column(places.get(2));
    double v =
        wa * BodyTopology.row(places.get(0))
            + wb * BodyTopology.row(places.get(1))
            + wc * BodyTopology.row(places.get(2));
    int column = Math.min(texture.width() - 1, (int) (u * texture.width()));
    int row = Math.min(texture.height() - 1, (int) (v * texture.height()));
    return row * texture.width() + column;
  }

  /** The texel, row by row, that the centre of a pixel shows, or -1 where it shows no body. */
  public int texel(int row, int column) {
    return texels[sample(row, column, SAMPLES / 2, SAMPLES / 2)];
  }

  private int sample(int row, int column, int y, int x) {
    return (row * SAMPLES + y) * width * SAMPLES + column * SAMPLES + x;
  }

  /**
   * Draws the body over what a canvas has.
   *
   * @throws IllegalArgumentException if the canvas has another size
   */
  public void paintOn(Canvas canvas) {
    if (canvas.height() != height || canvas.width() != width) {
      throw new IllegalArgumentException(
          "view of a body: canvas of "
              + canvas.height()
              + " x "
              + canvas.width()
              + ": expected "
              + height
              + " x "
              + width);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        paint(canvas, row, column);
      }
    }
  }

  private void paint(Canvas canvas, int row, int column) {
    double red = 0;
    double green = 0;
    double blue = 0;
    int hits = 0;
    for (int k = 0; k < SAMPLES * SAMPLES; k++) {
      int at = sample(row, column, k / SAMPLES, k % SAMPLES);
      if (texels[at] >= 0) {
        int y = texels[at] / texture.width();
        int x = texels[at] % texture.width();
        red += lights[at] * texture.at(0, y, x) / 255;
        green += lights[at] * texture.at(1, y, x) / 255;
        blue += lights[at] * texture.at(2, y, x) / 255;
        hits++;
      }
    }
    if (hits > 0) {
      Colour mean = new Colour(red / hits, green / hits, blue / hits);
      canvas.blend(row, column, mean, (double) hits / (SAMPLES * SAMPLES));
    }
  }
}
