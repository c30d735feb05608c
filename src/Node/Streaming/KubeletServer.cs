using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Kubelet.PodWorkers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>The kubelet's own HTTPS: logs, exec, attach, port-forward, and what monitoring reads.</summary>
internal sealed class KubeletServer(NodeContext node, PodWorkerPool pool, Usage.UsageSampler sampler) : IAsyncDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    private ServiceProvider? services;

    /// <summary>The port that is listened on.</summary>
    public int Port { get; private set; } = node.Options.Port;

    /// <summary>Listens, if there is a certificate to show.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (node.Options.ServingCertificate is not { } certificate)
            return;
        services = KestrelServices.Build(NullLoggerFactory.Instance, options => Configure(options, certificate));
        IServer kestrel = services.GetRequiredService<IServer>();
        await kestrel.StartAsync(new Application(new KubeletRoutes(node, pool, sampler)), cancellationToken);
        string address = kestrel.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        Port = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Port : node.Options.Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (services is null)
            return;
        using CancellationTokenSource grace = new(StopGrace, node.Time);
        await services.GetRequiredService<IServer>().StopAsync(grace.Token);
        await services.DisposeAsync();
    }

    private void Configure(KestrelServerOptions options, Func<X509Certificate2?> certificate)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        // Upgrades and followed logs are HTTP/1.1's; nothing here gains from another.
        options.Listen(node.Options.Address, node.Options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                // The newest for each new connection; those that are open keep theirs.
                ServerCertificateSelector = (_, _) => certificate(),
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                // Who may call is decided for each request, so that a stranger reads a 401.
                ClientCertificateValidation = static (_, _, _) => true,
            });
        });
    }

    private sealed class Application(KubeletRoutes routes) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => routes.HandleAsync(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
