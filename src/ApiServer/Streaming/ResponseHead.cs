using System.Globalization;
using System.Text;

namespace Kubesharp.ApiServer.Streaming;

/// <summary>Status line and headers of an HTTP/1.1 response, and the bytes that came along after them.</summary>
internal sealed record ResponseHead(
    int Code, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Rest)
{
    public string? Header(string name)
    {
        foreach ((string key, string value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }

    public static async Task<ResponseHead> ReadAsync(Stream stream, int bytesMax, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[bytesMax];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                throw new IOException("the other server closed the connection before it answered");
            length += read;
            int end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return Parse(buffer, end, length);
            if (length == buffer.Length)
                throw new IOException($"the head of the answer is larger than {bytesMax} bytes");
        }
    }

    private static ResponseHead Parse(byte[] buffer, int end, int length)
    {
        string[] lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n");
        string[] status = lines[0].Split(' ', 3);
        if (status.Length < 2
            || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out int code))
            throw new IOException($"the other server does not speak HTTP/1.1: {lines[0]}");
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        return new(code, headers, buffer.AsMemory(end + 4, length - end - 4));
    }
}
