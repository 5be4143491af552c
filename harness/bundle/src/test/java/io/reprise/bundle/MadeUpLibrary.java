package io.reprise.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Shared libraries with made-up GPU code: what is needed of the format and no more. */
final class MadeUpLibrary {
  static final int PTX = 1;
  static final int MACHINE_CODE = 2;

  private MadeUpLibrary() {}

  /** An entry of a fat binary: its head is 64 bytes long, its code all the same byte. */
  static byte[] entry(int kind, int capability, int length, int code) {
    ByteBuffer entry = ByteBuffer.allocate(64 + length).order(ByteOrder.LITTLE_ENDIAN);
    entry.putShort(0, (short) kind).putShort(2, (short) 0x101).putInt(4, 64).putLong(8, length);
    entry.putInt(28, capability);
    Arrays.fill(entry.array(), 64, 64 + length, (byte) code);
    return entry.array();
  }

  /** A head and the entries behind it. */
  static byte[] fatBinary(byte[]... entries) {
    byte[] all = join(entries);
    ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0, 0xBA55ED50).putShort(4, (short) 1).putShort(6, (short) 16);
    head.putLong(8, all.length);
    return join(head.array(), all);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** An ELF file of 64 bits with one section of content, between 100 bytes of another. */
  static byte[] library(String section, byte[] content) {
    byte[] names = ("\0.shstrtab\0.text\0" + section + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] text = new byte[100];
    Arrays.fill(text, (byte) 7);
    int textAt = 64;
    int contentAt = textAt + text.length + 4;
    int textAgain = contentAt + content.length;
    int namesAt = textAgain + text.length;
    int headers = namesAt + names.length;
    ByteBuffer elf = ByteBuffer.allocate(headers + 4 * 64).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 3).putShort(18, (short) 62).putInt(20, 1).putLong(40, headers);
    elf.putShort(52, (short) 64).putShort(58, (short) 64).putShort(60, (short) 4);
    elf.putShort(62, (short) 3);
    put(elf, textAt, text);
    put(elf, contentAt, content);
    put(elf, textAgain, text);
    put(elf, namesAt, names);
    header(elf, headers + 64, 11, textAt, text.length, 1);
    header(elf, headers + 128, 17, contentAt, content.length, 1);
    header(elf, headers + 192, 1, namesAt, names.length, 3);
    return elf.array();
  }

  private static void put(ByteBuffer elf, int at, byte[] bytes) {
    elf.duplicate().position(at).put(bytes);
  }

  private static void header(ByteBuffer elf, int at, int name, int offset, int size, int type) {
    elf.putInt(at, name).putInt(at + 4, type).putLong(at + 24, offset).putLong(at + 32, size);
  }
}
