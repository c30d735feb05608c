using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.ApiServer.Streaming;

/// <summary>Copies the body of a response as it arrives, whichever way the other server delimits it.</summary>
internal static class ResponseBody
{
    private const int ChunkLineBytesMax = 256;

    /// <param name="page">Changes a page on its way; null: the bytes stay as they are.</param>
    public static async Task CopyAsync(
        ResponseHead head, Stream upstream, HttpResponse response, int bufferBytes, PageLinks? page,
        CancellationToken cancellationToken)
    {
        await response.StartAsync(cancellationToken);
        await CopyAsync(head, upstream, response.BodyWriter, bufferBytes, page, cancellationToken);
    }

    /// <summary>The whole body as text: what a kubelet says when it refuses.</summary>
    public static async Task<string> ReadTextAsync(
        ResponseHead head, Stream upstream, int bufferBytes, CancellationToken cancellationToken)
    {
        using MemoryStream text = new();
        PipeWriter writer = PipeWriter.Create(text, new StreamPipeWriterOptions(leaveOpen: true));
        await CopyAsync(head, upstream, writer, bufferBytes, null, cancellationToken);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(text.ToArray()).Trim();
    }

    private static async Task CopyAsync(
        ResponseHead head, Stream upstream, PipeWriter output, int bufferBytes, PageLinks? page,
        CancellationToken cancellationToken)
    {
        if (head.Code is 204 or 304)
            return;
        await CopyPiecesAsync(head, new(upstream, head.Rest, bufferBytes), output, page, cancellationToken);
        page?.Complete(output);
        await output.FlushAsync(cancellationToken);
    }

    private static async Task CopyPiecesAsync(
        ResponseHead head, Source source, PipeWriter output, PageLinks? page, CancellationToken cancellationToken)
    {
        bool chunked = head.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase)
            ?? false;
        if (chunked)
        {
            while (await source.ChunkLengthAsync(cancellationToken) is > 0 and var length)
                await CopyExactlyAsync(source, output, length, endOfLine: true, page, cancellationToken);
            return;
        }
        long limit = long.TryParse(
            head.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out long given)
            ? given
            : long.MaxValue;
        await CopyExactlyAsync(source, output, limit, endOfLine: false, page, cancellationToken);
    }

    private static async Task CopyExactlyAsync(
        Source source, PipeWriter output, long length, bool endOfLine, PageLinks? page,
        CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            ReadOnlyMemory<byte> piece = await source.TakeAsync(length, cancellationToken);
            if (piece.Length == 0)
                return;
            length -= piece.Length;
            if (page is null)
            {
                await output.WriteAsync(piece, cancellationToken);
                continue;
            }
            page.Write(piece.Span, output);
            await output.FlushAsync(cancellationToken);
        }
        if (endOfLine)
            await source.LineAsync(cancellationToken);
    }

    private sealed class Source(Stream stream, ReadOnlyMemory<byte> first, int bufferBytes)
    {
        private readonly byte[] buffer = new byte[bufferBytes];
        private ReadOnlyMemory<byte> unread = first;

        public async Task<ReadOnlyMemory<byte>> TakeAsync(long most, CancellationToken cancellationToken)
        {
            if (unread.Length == 0)
                unread = buffer.AsMemory(0, await stream.ReadAsync(buffer, cancellationToken));
            ReadOnlyMemory<byte> piece = unread.Length <= most ? unread : unread[..(int)most];
            unread = unread[piece.Length..];
            return piece;
        }

        public async Task<long> ChunkLengthAsync(CancellationToken cancellationToken)
        {
            string line = await LineAsync(cancellationToken);
            int semicolon = line.IndexOf(';', StringComparison.Ordinal);
            string digits = semicolon < 0 ? line : line[..semicolon];
            return long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long length)
                ? length
                : 0;
        }

        public async Task<string> LineAsync(CancellationToken cancellationToken)
        {
            StringBuilder line = new();
            while (line.Length < ChunkLineBytesMax)
            {
                ReadOnlyMemory<byte> one = await TakeAsync(1, cancellationToken);
                if (one.Length == 0 || one.Span[0] == '\n')
                    break;
                if (one.Span[0] != '\r')
                    line.Append((char)one.Span[0]);
            }
            return line.ToString();
        }
    }
}
