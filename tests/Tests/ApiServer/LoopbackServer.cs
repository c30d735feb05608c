using System.Net;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubesharp.Tests.ApiServer;

/// <summary>Somebody else's server: HTTPS on loopback, with an authority and an answer of its own.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly ClusterCertificates certificates =
        ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
    private readonly ServiceProvider services;
    private readonly IServer kestrel;
    private readonly Func<HttpContext, Task> answer;

    private LoopbackServer(Func<HttpContext, Task> answer)
    {
        this.answer = answer;
        services = KestrelServices.Build(NullLoggerFactory.Instance, options => options.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificates.Server,
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = static (_, _, _) => true,
            })));
        kestrel = services.GetRequiredService<IServer>();
    }

    /// <summary>With a port, without a slash at its end.</summary>
    public string Url { get; private set; } = "";
    /// <summary>PEM: who signed its certificate.</summary>
    public string Authority => certificates.Authority.CertificatePem;

    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, Task> answer)
    {
        LoopbackServer server = new(answer);
        await server.kestrel.StartAsync(new Application(server), CancellationToken.None);
        string address = server.kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Url = $"https://127.0.0.1:{new Uri(address).Port}";
        return server;
    }

    /// <summary>A kubeconfig that leads to a path of it.</summary>
    /// <param name="path">Begins with a slash.</param>
    /// <param name="user">Lines of the user's mapping, as YAML in one line.</param>
    public string Kubeconfig(string path, string user = "token: the-servers-own") => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: hook
          cluster:
            server: {{Url}}{{path}}
            certificate-authority-data: {{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Authority))}}
        users:
        - name: us
          user: { {{user}} }
        contexts:
        - name: hook
          context: { cluster: hook, user: us }
        current-context: hook
        """;

    public async ValueTask DisposeAsync()
    {
        await kestrel.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    private sealed class Application(LoopbackServer server) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => server.answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
