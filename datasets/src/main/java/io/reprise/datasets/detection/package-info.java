/** Images with boxes of objects, and people's keypoints: Pascal VOC and COCO, and their scores. */
package io.reprise.datasets.detection;
