using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Bench.Api;

/// <summary>
/// The other side of the ratios, in a process of its own: Kestrel with TLS that reads a body and says nothing, returns
/// bytes from memory, and hands a posted body to every open stream. Prints its port.
/// </summary>
internal static class RawServer
{
    private static readonly ConcurrentDictionary<string, byte[]> Kept = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Channel<byte[]>, bool> Streams = new();

    public static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        using X509Certificate2 certificate = SelfSigned();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        await using WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        Console.WriteLine(new Uri(application.Urls.First()).Port);
        // The parent ends this process by closing its standard input.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        return (context.Request.Method, path) switch
        {
            ("PUT", ['/', 'k', 'e', 'e', 'p', '/', ..]) => KeepAsync(context, path),
            ("GET", ['/', 'k', 'e', 'e', 'p', '/', ..]) => SendAsync(context, Kept[path]),
            ("GET", "/stream") => StreamAsync(context),
            ("POST", "/stream") => PublishAsync(context),
            _ => ReadAsync(context),
        };
    }

    private static async Task ReadAsync(HttpContext context)
    {
        await DrainAsync(context);
        context.Response.ContentLength = 0;
    }

    private static async Task DrainAsync(HttpContext context)
    {
        while (true)
        {
            System.IO.Pipelines.ReadResult read = await context.Request.BodyReader.ReadAsync();
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        context.Response.ContentLength = 0;
        return body.ToArray();
    }

    private static async Task KeepAsync(HttpContext context, string path) => Kept[path] = await BodyAsync(context);

    private static async Task SendAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.BodyWriter.WriteAsync(bytes);
    }

    private static async Task PublishAsync(HttpContext context)
    {
        byte[] body = await BodyAsync(context);
        foreach (Channel<byte[]> stream in Streams.Keys)
            stream.Writer.TryWrite(body);
    }

    private static async Task StreamAsync(HttpContext context)
    {
        Channel<byte[]> events = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
        Streams[events] = true;
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync();
        await context.Response.BodyWriter.FlushAsync();
        try
        {
            while (await events.Reader.WaitToReadAsync(context.RequestAborted))
            {
                while (events.Reader.TryRead(out byte[]? told))
                    await context.Response.BodyWriter.WriteAsync(told);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has seen enough.
        }
        finally
        {
            Streams.TryRemove(events, out _);
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
