package io.medsift.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/** Compression of the pages of a column. */
enum PageCodec {
  UNCOMPRESSED {
    @Override
    byte[] compress(byte[] page) {
      return page;
    }

    @Override
    byte[] decompress(byte[] page, int length) {
      return page;
    }
  },
  ZSTD {
    @Override
    byte[] compress(byte[] page) {
      return Zstd.compress(page, ZSTD_LEVEL);
    }

    @Override
    byte[] decompress(byte[] page, int length) throws IOException {
      try {
        return Zstd.decompress(page, length);
      } catch (ZstdException e) {
        throw damaged("zstd", e);
      }
    }
  },
  SNAPPY {
    @Override
    byte[] compress(byte[] page) throws IOException {
      return Snappy.compress(page);
    }

    @Override
    byte[] decompress(byte[] page, int length) throws IOException {
      try {
        int stated = Snappy.uncompressedLength(page);
        if (stated != length) {
          throw new InvalidParquetException(
              "snappy: page of " + length + " bytes claims to hold " + stated);
        }
        return Snappy.uncompress(page);
      } catch (InvalidParquetException e) {
        throw e;
      } catch (IOException e) {
        throw damaged("snappy", e);
      }
    }
  },
  GZIP {
    @Override
    byte[] compress(byte[] page) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream(page.length / 2 + 64);
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(page);
      }
      return out.toByteArray();
    }

    @Override
    byte[] decompress(byte[] page, int length) throws IOException {
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(page))) {
        return gzip.readNBytes(length);
      } catch (IOException e) {
        throw damaged("gzip", e);
      }
    }
  },
  LZ4_RAW {
    @Override
    byte[] compress(byte[] page) {
      Lz4Compressor compressor = new Lz4Compressor();
      byte[] out = new byte[compressor.maxCompressedLength(page.length)];
      return Arrays.copyOf(out, compressor.compress(page, 0, page.length, out, 0, out.length));
    }

    @Override
    byte[] decompress(byte[] page, int length) throws IOException {
      byte[] out = new byte[length];
      try {
        return Arrays.copyOf(
            out, new Lz4Decompressor().decompress(page, 0, page.length, out, 0, length));
      } catch (MalformedInputException e) {
        throw damaged("lz4", e);
      }
    }
  },
  /** Is read alone: few writers have it. */
  BROTLI {
    @Override
    byte[] compress(byte[] page) throws IOException {
      throw new IOException("Brotli is read, not written");
    }

    @Override
    byte[] decompress(byte[] page, int length) throws IOException {
      try (BrotliInputStream brotli = new BrotliInputStream(new ByteArrayInputStream(page))) {
        return brotli.readNBytes(length);
      } catch (IOException e) {
        throw damaged("brotli", e);
      }
    }
  };

  // As Arrow writes: two thirds of the time of level 3 for a tenth more bytes of prose.
  private static final int ZSTD_LEVEL = 1;

  private static InvalidParquetException damaged(String codec, Exception e) {
    return new InvalidParquetException(codec + ": a page is damaged", e);
  }

  abstract byte[] compress(byte[] page) throws IOException;

  /** The page, which is to be {@code length} bytes long. */
  abstract byte[] decompress(byte[] page, int length) throws IOException;

  /**
   * The codec of this name.
   *
   * @throws IllegalArgumentException when pages of it cannot be read or written
   */
  static PageCodec of(CompressionCodecName name) {
    for (PageCodec codec : values()) {
      if (codec.name().equals(name.name())) {
        return codec;
      }
    }
    throw new IllegalArgumentException(
        "Parquet compression " + name + " is not supported, only " + Arrays.toString(values()));
  }

  /** Gives Parquet's writer its codecs; those that it brings would need Hadoop. */
  static final class PageCodecFactory implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new Compressor(name, PageCodec.of(name));
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      throw new UnsupportedOperationException("a writer decompresses nothing");
    }

    @Override
    public void release() {}

    private record Compressor(CompressionCodecName name, PageCodec codec)
        implements BytesInputCompressor {
      @Override
      public BytesInput compress(BytesInput bytes) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(page);
        return BytesInput.from(codec.compress(page.toByteArray()));
      }

      @Override
      public CompressionCodecName getCodecName() {
        return name;
      }

      @Override
      public void release() {}
    }
  }
}
