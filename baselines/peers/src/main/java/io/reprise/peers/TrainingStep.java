package io.reprise.peers;

/** ResNet-20 on 32x32 images, cross entropy, SGD with Nesterov momentum and weight decay. */
interface TrainingStep extends AutoCloseable {
  int DEPTH = 20;
  int CLASSES = 10;
  double RATE = 0.05;
  double MOMENTUM = 0.9;
  double DECAY = 5e-4;

  /** One forward pass, backward pass and update on the same batch. */
  void run();

  /** The loss of one more step. */
  double runAndReadLoss();

  @Override
  void close();
}
