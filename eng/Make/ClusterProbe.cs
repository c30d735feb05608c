using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kubesharp.Make;

/// <summary>Asks a starting cluster how far it is, as its administrator.</summary>
internal sealed class ClusterProbe(NodeFolder node) : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    private HttpClient? client;

    /// <summary>Whether /readyz says ok.</summary>
    public async Task<bool> IsServingAsync() => await GetAsync("/readyz") is not null;

    /// <summary>Whether a node is there and reports Ready.</summary>
    public async Task<bool> IsNodeReadyAsync()
    {
        if (await GetAsync("/api/v1/nodes") is not { } text)
            return false;
        using JsonDocument list = JsonDocument.Parse(text);
        return list.RootElement.GetProperty("items").EnumerateArray().Any(static item =>
            item.TryGetProperty("status", out JsonElement status)
            && status.TryGetProperty("conditions", out JsonElement conditions)
            && conditions.EnumerateArray().Any(static condition =>
                condition.GetProperty("type").GetString() == "Ready"
                && condition.GetProperty("status").GetString() == "True"));
    }

    public void Dispose() => client?.Dispose();

    private async Task<string?> GetAsync(string path)
    {
        try
        {
            client ??= Connect();
            if (client is null)
                return null;
            using HttpResponseMessage response = await client.GetAsync(path);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    // The kubeconfig is our own program's, so its four lines are all there is to understand.
    private HttpClient? Connect()
    {
        if (!File.Exists(node.Kubeconfig))
            return null;
        string text = File.ReadAllText(node.Kubeconfig);
        X509Certificate2 authority = X509Certificate2.CreateFromPem(Pem(text, "certificate-authority-data"));
        using X509Certificate2 pair = X509Certificate2.CreateFromPem(
            Pem(text, "client-certificate-data"), Pem(text, "client-key-data"));
        SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null)],
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { authority },
                },
            },
        };
        string server = Line("server").Match(text).Groups[1].Value;
        return new(handler) { BaseAddress = new(server), Timeout = AnswerLimit };
    }

    private static Regex Line(string key) => new($@"^\s*{key}:\s*(\S+)", RegexOptions.Multiline);

    private static string Pem(string kubeconfig, string key) =>
        Encoding.ASCII.GetString(Convert.FromBase64String(Line(key).Match(kubeconfig).Groups[1].Value));
}
