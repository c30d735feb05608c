using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>Signing requests with the stock kubectl, from the request to the user whom the certificate makes.</summary>
public sealed class KubectlCertificateTests(ServerAlone server) : IClassFixture<ServerAlone>
{
    [Fact] // E084
    public async Task E084_A_request_is_approved_issued_and_used()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest asked = new("O=dev, CN=jane", key, HashAlgorithmName.SHA256);
        (await server.Kubectl.TryWithInputAsync(Manifest("jane", asked), "create", "-f", "-")).Succeeded();
        string pending = await server.Kubectl.RunAsync("get", "csr", "jane");
        Assert.Matches("^NAME +AGE +SIGNERNAME +REQUESTOR +REQUESTEDDURATION +CONDITION\n", pending);
        Assert.Matches(
            "\njane +[0-9]+s +kubernetes.io/kube-apiserver-client +kubernetes-admin +24h +Pending\n", pending);

        Assert.Equal(
            "certificatesigningrequest.certificates.k8s.io/jane approved\n",
            await server.Kubectl.RunAsync("certificate", "approve", "jane"));
        await server.Kubectl.UntilAsync(
            static text => text.Contains("Approved,Issued", StringComparison.Ordinal), "get", "csr", "jane");
        string certificate = await server.Kubectl.RunAsync(
            "get", "csr", "jane", "-o", "jsonpath={.status.certificate}");

        string folder = Directory.CreateTempSubdirectory("kubesharp-jane-").FullName;
        try
        {
            string crt = Path.Combine(folder, "jane.crt"), pem = Path.Combine(folder, "jane.key");
            string config = Path.Combine(folder, "config");
            File.WriteAllBytes(crt, Convert.FromBase64String(certificate));
            File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(config, await server.Kubectl.RunAsync("config", "view", "--raw"));
            Kubectl jane = new(config);
            await jane.RunAsync(
                "config", "set-credentials", "jane", "--client-certificate", crt, "--client-key", pem, "--embed-certs");
            await jane.RunAsync("config", "set-context", "jane", "--cluster", "kubesharp", "--user", "jane");
            Assert.Equal("jane [\"dev\",\"system:authenticated\"]", await jane.RunAsync(
                "--context", "jane", "auth", "whoami", "-o",
                "jsonpath={.status.userInfo.username} {.status.userInfo.groups}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact] // E084
    public async Task E084_A_request_is_denied_and_never_issued()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest asked = new("CN=joe", key, HashAlgorithmName.SHA256);
        (await server.Kubectl.TryWithInputAsync(Manifest("joe", asked), "create", "-f", "-")).Succeeded();
        Assert.Equal(
            "certificatesigningrequest.certificates.k8s.io/joe denied\n",
            await server.Kubectl.RunAsync("certificate", "deny", "joe"));
        Assert.Matches(" Denied\n", await server.Kubectl.RunAsync("get", "csr", "joe"));
        Assert.Contains(
            "certificate signing request \"joe\" is already Denied",
            (await server.Kubectl.TryAsync("certificate", "approve", "joe")).Failed(), StringComparison.Ordinal);
        Assert.Empty(await server.Kubectl.RunAsync("get", "csr", "joe", "-o", "jsonpath={.status.certificate}"));
    }

    [Fact]
    public async Task Nobody_asks_for_the_administrators_group()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest asked = new("O=system:masters, CN=joe", key, HashAlgorithmName.SHA256);
        Assert.Contains(
            "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
            (await server.Kubectl.TryWithInputAsync(Manifest("root", asked), "create", "-f", "-")).Failed(),
            StringComparison.Ordinal);
    }

    private static string Manifest(string name, CertificateRequest asked) => $"""
        apiVersion: certificates.k8s.io/v1
        kind: CertificateSigningRequest
        metadata: {"{"} name: {name} {"}"}
        spec:
          request: {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(asked.CreateSigningRequestPem()))}
          signerName: kubernetes.io/kube-apiserver-client
          expirationSeconds: 86400
          usages: [client auth]
        """;
}
