using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// The pipeline over HTTPS: Kestrel alone, without ASP.NET's host, HTTP/1.1 and HTTP/2, client certificates welcome.
/// </summary>
public sealed class HttpFront : IAsyncDisposable
{
    // Lists of thousands of objects and many watches share a connection: the protocol's 64 KiB windows would stall
    // them.
    private const int StreamWindowBytes = 1024 * 1024;
    private const int ConnectionWindowBytes = 4 * 1024 * 1024;
    // A token of an issuer that knows many groups; HTTP/2's default of 32 KiB would end the connection.
    private const int HeaderFieldBytesMax = 256 * 1024;
    // Watches wait for minutes between two events; only a peer that answers no ping is gone.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    private readonly ServiceProvider services;
    private readonly IServer kestrel;
    private readonly Application application;
    private readonly HttpFrontOptions options;

    public HttpFront(ApiServer server, HttpFrontOptions options, ILoggerFactory? loggers = null)
    {
        this.options = options;
        services = KestrelServices.Build(loggers ?? NullLoggerFactory.Instance, Configure);
        kestrel = services.GetRequiredService<IServer>();
        application = new(new HttpRequestHandler(server));
    }

    /// <summary>The port that is listened on, once started.</summary>
    public int Port { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await kestrel.StartAsync(application, cancellationToken);
        string address = kestrel.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        Port = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Port : options.Port;
    }

    /// <summary>
    /// Refuses new connections, tells clients to go away, and waits for requests in flight. End the watches first, or
    /// they are cut after the grace.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource grace = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        grace.CancelAfter(options.StopGrace);
        await kestrel.StopAsync(grace.Token);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private void Configure(KestrelServerOptions kestrelOptions)
    {
        kestrelOptions.AddServerHeader = false;
        kestrelOptions.AllowSynchronousIO = false;
        // Warnings name what users wrote, in whatever language.
        kestrelOptions.ResponseHeaderEncodingSelector = static _ => System.Text.Encoding.UTF8;
        // The pipeline counts the body itself, so that a client reads a Status and not a broken connection.
        kestrelOptions.Limits.MaxRequestBodySize = null;
        kestrelOptions.Limits.MinRequestBodyDataRate = null;
        kestrelOptions.Limits.MinResponseDataRate = null;
        kestrelOptions.Limits.MaxRequestLineSize = 64 * 1024;
        kestrelOptions.Limits.MaxRequestHeadersTotalSize = Limits.RequestHeaderBytesMax;
        kestrelOptions.Limits.MaxRequestHeaderCount = Limits.RequestHeadersMax;
        kestrelOptions.Limits.Http2.MaxRequestHeaderFieldSize = HeaderFieldBytesMax;
        kestrelOptions.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(5);
        kestrelOptions.Limits.Http2.MaxStreamsPerConnection = Limits.StreamsPerConnectionMax;
        kestrelOptions.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        kestrelOptions.Limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        kestrelOptions.Limits.Http2.KeepAlivePingDelay = PingDelay;
        kestrelOptions.Limits.Http2.KeepAlivePingTimeout = PingTimeout;
        kestrelOptions.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(Tls(options));
        });
    }

    private static HttpsConnectionAdapterOptions Tls(HttpFrontOptions options) => new()
    {
        SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,
        // Whether a certificate says who someone is, the authenticator decides; an unknown one is a 401, not a broken
        // handshake.
        ClientCertificateValidation = static (_, _, _) => true,
        CheckCertificateRevocation = false,
        ServerCertificateSelector = (_, name) => options.Certificate(name),
    };

    private sealed class Application(HttpRequestHandler handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler.HandleAsync(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
