package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** Each body as it is, as wires, by its texels, and with its texture. */
public final class BodyExhibit implements Exhibit {
  private static final int HEIGHT = 128;

  @Override
  public String title() {
    return "Bodies";
  }

  @Override
  public String caption() {
    return "Eight people: the picture, the edges of the mesh that face the viewer, the texel that"
        + " each pixel shows (red by column, green by row), and the texture itself.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    List<Picture> all = new ArrayList<>();
    for (Body body : new Bodies(HEIGHT, 8, seed).pictures(8)) {
      all.add(body.picture());
      all.add(wires(body));
      all.add(texels(body));
      all.add(body.texture());
    }
    return all;
  }

  private static Picture wires(Body body) {
    Canvas canvas = new Canvas(HEIGHT, HEIGHT / 2);
    for (BodyTopology.Triangle t : BodyTopology.triangles()) {
      List<Point> corners = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        var place = body.view().place(t.vertices().get(k % 3));
        corners.add(new Point(place.x(), place.y()));
      }
      Point a = corners.get(0);
      Point b = corners.get(1);
      Point c = corners.get(2);
      if ((b.x() - a.x()) * (c.y() - a.y()) > (b.y() - a.y()) * (c.x() - a.x())) {
        canvas.stroke(corners, 0.5, Colour.hsv(BodyPart.ALL.indexOf(t.part()) / 6.0, 0.6, 0.9));
      }
    }
    return canvas.picture();
  }

  private static Picture texels(Body body) {
    Canvas canvas = new Canvas(HEIGHT, HEIGHT / 2);
    int side = body.texture().width();
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < HEIGHT / 2; column++) {
        int texel = body.view().texel(row, column);
        if (texel >= 0) {
          int across = texel % side;
          int down = texel / side;
          canvas.blend(
              row, column, new Colour((double) across / side, (double) down / side, 0.5), 1);
        }
      }
    }
    return canvas.picture();
  }
}
