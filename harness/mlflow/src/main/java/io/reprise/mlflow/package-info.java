/** Results as runs of an MLflow tracking server. */
package io.reprise.mlflow;
