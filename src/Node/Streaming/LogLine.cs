using System.Text;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// One entry of a log file: <c>2016-10-06T00:17:09.669794202Z stdout F content</c>. The tag P marks a part of a line
/// that goes on in the next entry.
/// </summary>
internal readonly record struct LogLine(
    ReadOnlyMemory<byte> Timestamp, bool IsStandardError, bool IsPartial, ReadOnlyMemory<byte> Content)
{
    /// <param name="entry">Without the newline.</param>
    /// <returns>Null when it is no such entry.</returns>
    public static LogLine? Parse(ReadOnlyMemory<byte> entry)
    {
        ReadOnlySpan<byte> span = entry.Span;
        int first = span.IndexOf((byte)' ');
        if (first < 0)
            return null;
        int second = span[(first + 1)..].IndexOf((byte)' ');
        if (second < 0)
            return null;
        second += first + 1;
        int third = span[(second + 1)..].IndexOf((byte)' ');
        third = third < 0 ? span.Length : third + second + 1;
        bool isStandardError = span[(first + 1)..second].SequenceEqual("stderr"u8);
        bool isPartial = span[(second + 1)..third].StartsWith("P"u8);
        return new LogLine(
            entry[..first], isStandardError, isPartial, third < span.Length ? entry[(third + 1)..] : default);
    }

    public DateTimeOffset? Time => DateTimeOffset.TryParse(
        Encoding.ASCII.GetString(Timestamp.Span), System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time
        : null;
}
