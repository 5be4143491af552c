package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvNorm;

/**
 * What the convolutional layers of a network are made of, by place: the way in which a paper's
 * convolution, normalisation, activation or attention module goes into a published network. A
 * record that implements it makes designs comparable by value. What it does not override is the
 * standard: convolutions without bias, batch normalisation, ReLU, no attention.
 */
public interface Style {
  /**
   * Where a layer stands.
   *
   * @param block the block, counted from 0 over the whole network
   * @param layer the layer in the block, counted from 1
   * @param last whether it is the block's last layer
   */
  record Position(int block, int layer, boolean last) {}

  /**
   * Where an activation stands in its module, the unit that a network repeats: a residual block, a
   * dense layer, an inception module, the convolutions of a plain network between two poolings.
   *
   * @param module counted from 0 over the whole network
   * @param number in the order in which the module applies its activations, counted from 1
   * @param count how many activations the module has
   * @param first whether none of its branch stands before it
   * @param last whether none of its branch stands behind it
   */
  record InModule(int module, int number, int count, boolean first, boolean last) {
    /** In a module of one branch. */
    public static InModule ofChain(int module, int number, int count) {
      return new InModule(module, number, count, number == 1, number == count);
    }
  }

  /** A place outside the blocks' branches. */
  enum Outside {
    /** The network's first layer. */
    STEM,
    /** The convolution of a shortcut that changes shape. */
    PROJECTION
  }

  /** The convolution of a layer. */
  default ConvLayer convolution(Position at) {
    return ConvLayer.PLAIN;
  }

  /** What follows a convolution; in networks with pre-activation what stands before it. */
  default ChannelLayer normalization(Position at) {
    return ChannelLayer.BATCH_NORM;
  }

  /** What follows a normalisation; for a residual block's last layer what follows the sum. */
  default ChannelLayer activation(Position at) {
    return ChannelLayer.RELU;
  }

  /**
   * The activation of a place in a module, which no stem, transition or head is. Unless overridden
   * that of the place alone.
   */
  default ChannelLayer activation(Position at, InModule in) {
    return activation(at);
  }

  /** The convolution outside the branches of a residual network. */
  default ConvLayer convolution(Outside at) {
    return ConvLayer.PLAIN;
  }

  /** What follows a convolution outside the branches of a residual network. */
  default ChannelLayer normalization(Outside at) {
    return ChannelLayer.BATCH_NORM;
  }

  /** A layer's convolution and normalisation in one. */
  default ConvLayer layer(Position at) {
    ConvLayer convolution = convolution(at);
    ChannelLayer normalization = normalization(at);
    return (context, in, out, kernel, options) ->
        new ConvNorm(context, convolution, normalization, in, out, kernel, options);
  }

  /** The 1x1 convolution and normalisation of a shortcut that changes shape, of a ResNet. */
  default ConvLayer shortcut(int block) {
    ConvLayer convolution = convolution(Outside.PROJECTION);
    ChannelLayer normalization = normalization(Outside.PROJECTION);
    return (context, in, out, kernel, options) ->
        new ConvNorm(context, convolution, normalization, in, out, kernel, options);
  }

  /** What stands after a residual block's branch, before the sum. */
  default ChannelLayer attention(int block) {
    return ChannelLayer.IDENTITY;
  }

  /** What stands between the pooled features {@code [N, C]} and the classifier. */
  default ChannelLayer features() {
    return ChannelLayer.IDENTITY;
  }

  /** The standard layers with an attention module after every block's branch. */
  static Style attending(ChannelLayer attention) {
    record Attending(ChannelLayer module) implements Style {
      @Override
      public ChannelLayer attention(int block) {
        return module;
      }
    }

    return new Attending(attention);
  }
}
