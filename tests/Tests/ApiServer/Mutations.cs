using System.Text;
using CsCheck;

namespace Kubesharp.Tests.ApiServer;

/// <summary>Makes hostile input of good input: bytes changed, cut, doubled, or replaced by something nasty.</summary>
internal static class Mutations
{
    private static readonly byte[][] Nasty =
    [
        .. new[]
        {
            "", "{", "}", "[", "]", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e999", "-0",
            "9223372036854775808", "0.1", "{\"", "&a", "*a", "<<:", "---", "!!", "|", ">", "\t", "\r\n", "%", "%00",
            "%ff", "..", "../", "//", "/-", "~1", "~", "=", "==", "!=", ",", "(", ")", " in ", "notin", "!", "$patch",
            "$retainKeys", "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers", "\u2028",
            "\ud83d\ude00",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xff, 0xfe], [0xc0, 0x80], [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], [0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ];

    private static readonly Gen<(int Place, int Length, int Kind, byte Value)> Change =
        Gen.Select(Gen.Int[0, 4096], Gen.Int[0, 40], Gen.Int[0, 5], Gen.Byte);

    /// <summary>One of the samples with up to six changes; sometimes the sample as it is.</summary>
    public static Gen<byte[]> Of(params byte[][] samples) => Gen.Select(
        Gen.Int[0, samples.Length - 1], Change.Array[0, 6],
        (sample, changes) =>
        {
            List<byte> bytes = [.. samples[sample]];
            foreach ((int place, int length, int kind, byte value) in changes)
                Apply(bytes, place, length, kind, value);
            return bytes.ToArray();
        });

    public static Gen<byte[]> Of(params string[] samples) =>
        Of([.. samples.Select(static sample => Encoding.UTF8.GetBytes(sample))]);

    /// <summary>As text that may hold anything but the ends of lines.</summary>
    public static Gen<string> TextOf(params string[] samples) => Of(samples).Select(static bytes =>
        Encoding.Latin1.GetString(bytes).Replace('\r', ' ').Replace('\n', ' '));

    private static void Apply(List<byte> bytes, int place, int length, int kind, byte value)
    {
        int at = bytes.Count == 0 ? 0 : place % (bytes.Count + 1);
        int count = Math.Min(length, bytes.Count - at);
        switch (kind)
        {
            case 0 when count > 0:
                bytes[at] = value;
                break;
            case 1:
                bytes.Insert(at, value);
                break;
            case 2:
                bytes.RemoveRange(at, count);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, count));
                break;
            case 4:
                bytes.InsertRange(at, Nasty[value % Nasty.Length]);
                break;
            case 5:
                bytes.RemoveRange(at, count);
                bytes.InsertRange(at, Nasty[value % Nasty.Length]);
                break;
        }
    }
}
