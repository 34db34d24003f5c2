package io.tributary.lake;

import io.tributary.testing.TestLake;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

class MemoryStoreTest extends LakeContract {

  @Override
  TestLake open(SparkSession spark, Path directory) {
    return new TestLake(spark, directory);
  }
}
