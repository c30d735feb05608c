using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Bench.FirstFigures;

/// <summary>
/// Kestrel with one file and TLS, in a process of its own like the server it is compared with. Prints its port.
/// </summary>
internal static class FileServer
{
    public static async Task<int> RunAsync(string file)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        using X509Certificate2 certificate = SelfSigned();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        await using WebApplication application = builder.Build();
        application.Run(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = new FileInfo(file).Length;
            await context.Response.SendFileAsync(file);
        });
        await application.StartAsync();
        Console.WriteLine(new Uri(application.Urls.First()).Port);
        // The parent ends this process by closing its standard input.
        await Console.In.ReadToEndAsync();
        await application.StopAsync();
        return 0;
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
