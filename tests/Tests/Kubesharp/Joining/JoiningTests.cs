using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Joining;
using Kubesharp.Options;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kubesharp.Tests.Joining;

/// <summary>How a machine comes to know a cluster, and what it is told when it does not.</summary>
public sealed class JoiningTests
{
    private const string Server = "https://192.0.2.7:6443";
    private static readonly BootstrapToken Token = new("abcdef", "0123456789abcdef");
    private static readonly ClusterCertificates Cluster =
        ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
    private static readonly string Hash = JoinToken.HashOf(Cluster.Authority.Certificate);

    [Fact]
    public void A_join_token_carries_the_hash_of_the_authority()
    {
        JoinToken join = new(Token, [Hash]);
        Assert.Equal($"abcdef.0123456789abcdef@{Hash}", join.ToText());
        JoinToken read = JoinToken.TryParse(join.ToText())!;
        Assert.Equal(Token, read.Token);
        Assert.Equal([Hash], read.AuthorityHashes);
        Assert.Empty(JoinToken.TryParse("abcdef.0123456789abcdef")!.AuthorityHashes);
        Assert.Null(JoinToken.TryParse("abcdef.0123456789abcdef@sha256:00"));
        Assert.Null(JoinToken.TryParse($"nonsense@{Hash}"));
        Assert.DoesNotContain(Token.Secret, join.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_authority_is_believed_when_token_and_hash_say_so()
    {
        ConfigMap map = Info(Cluster, Token);
        Assert.Equal(Cluster.Authority.CertificatePem, Discovery.Check(map, new(Token, [Hash]), false, Server));
        Assert.Equal(Cluster.Authority.CertificatePem, Discovery.Check(map, new(Token, []), true, Server));
    }

    [Fact]
    public void Everything_else_is_refused_with_the_reason()
    {
        ClusterCertificates other = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        ConfigMap map = Info(Cluster, Token);
        BootstrapToken unknown = new("unknow", Token.Secret), wrong = new(Token.Id, "fedcba9876543210");
        Assert.Equal(
            $"{Server} knows no token unknow: it has expired, or is another cluster's", Refusal(map, unknown, Hash));
        Assert.Equal(
            $"what {Server} says about its cluster is not signed with the token abcdef", Refusal(map, wrong, Hash));
        // Who has the token but not the authority's key cannot pass for the server.
        Assert.Equal(
            $"the authority of {Server} is {JoinToken.HashOf(other.Authority.Certificate)}, not {Hash}",
            Refusal(Info(other, Token), Token, Hash));
        Dictionary<string, string> changed = new(map.Data) { ["kubeconfig"] = map.Data["kubeconfig"] + "#" };
        Assert.StartsWith(
            "what https://192.0.2.7:6443 says", Refusal(map with { Data = changed }, Token, Hash),
            StringComparison.Ordinal);
        Assert.Equal(
            $"what {Server} says about its cluster names no authority",
            Refusal(Signed("clusters: []\n", Token), Token, Hash));

        static string Refusal(ConfigMap map, BootstrapToken token, string hash) => Assert.Throws<OptionsException>(
            () => Discovery.Check(map, new(token, [hash]), false, Server)).Message;
    }

    [Theory]
    [InlineData("", "", false, "--server is missing", "--token is missing")]
    [InlineData(Server, "", false, "--token is missing")]
    [InlineData(Server, "bare", false, "--token says nothing about the cluster's authority")]
    [InlineData(Server, "whole", false)]
    [InlineData("", "", true)]
    [InlineData("", "bare", true, "--token says nothing about the cluster's authority")]
    public void An_agent_says_what_it_lacks(string server, string token, bool joined, params string[] problems)
    {
        AgentOptions options = Options() with
        {
            Server = server,
            Join = token switch { "bare" => new(Token, []), "whole" => new(Token, [Hash]), _ => null },
        };
        Assert.Equal(
            problems,
            AgentSettings.ProblemsOf(options, joined).Select(static problem => problem.Split(": ")[0]
                .Replace(" an agent must know its server", "", StringComparison.Ordinal)));
        Assert.Empty(AgentSettings.ProblemsOf(options with
        {
            Kubeconfig = "file", Server = "", Join = null,
        }, joined));
    }

    [Fact]
    public void A_kubeconfig_with_its_keys_in_another_file_is_read()
    {
        string directory = Directory.CreateTempSubdirectory("kubesharp-join").FullName;
        try
        {
            string pem = Path.Combine(directory, "client.pem"), path = Path.Combine(directory, "agent.kubeconfig");
            Kubesharp.Api.Pki.PemFiles.WriteJoined(pem, Cluster.IssueKubelet("n1"));
            Kubeconfig.WriteWithFile(path, "system:node:n1", Server, Cluster.Authority.CertificatePem, pem);
            Kubeconfig read = Kubeconfig.TryRead(path)!;
            Assert.Equal(
                ("system:node:n1", Server, Cluster.Authority.CertificatePem),
                (read.User, read.Server, read.AuthorityPem));
            using X509Certificate2 client = read.Client.ToCertificate();
            Assert.True(client.HasPrivateKey);
            Assert.DoesNotContain("PRIVATE", read.ToString(), StringComparison.Ordinal);
            File.Delete(pem);
            Assert.Null(Kubeconfig.TryRead(path));
            Assert.Equal((Server, Cluster.Authority.CertificatePem), Kubeconfig.TryReadCluster(path));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void The_list_of_tokens_has_the_columns_of_kubeadm()
    {
        DateTimeOffset now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        TokenRow[] rows =
        [
            TokenRow.Of(Token.ToSecret(now.AddHours(24), ["system:bootstrappers:x"], "rack 7"), now)!,
            TokenRow.Of(new BootstrapToken("second", "0123456789abcdef").ToSecret(null, []), now)!,
        ];
        string[] lines = TokenRow.Table(rows).Split('\n');
        Assert.Equal(
            ["TOKEN", "TTL", "EXPIRES", "USAGES", "DESCRIPTION", "EXTRA GROUPS"],
            lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(
            "abcdef.0123456789abcdef   24h         2026-01-02T12:00:00Z   authentication,signing   rack 7        "
            + "system:bootstrappers:x",
            lines[1]);
        Assert.Equal(
            "second.0123456789abcdef   <forever>   <never>                authentication,signing   <none>        "
            + "<none>",
            lines[2]);
        Assert.Contains("\"expires\": \"2026-01-02T12:00:00Z\"", TokenRow.Json(rows), StringComparison.Ordinal);
    }

    private static ConfigMap Info(ClusterCertificates cluster, BootstrapToken token) => Signed(
        $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: ""
          cluster:
            server: {Server}
            certificate-authority-data: {Convert.ToBase64String(
                Encoding.UTF8.GetBytes(cluster.Authority.CertificatePem))}
        """,
        token);

    private static ConfigMap Signed(string content, BootstrapToken token) => new()
    {
        Metadata = new() { Name = "cluster-info", Namespace = "kube-public" },
        Data = new Dictionary<string, string>
        {
            ["kubeconfig"] = content, [$"jws-kubeconfig-{token.Id}"] = token.SignatureOf(content),
        },
    };

    private static AgentOptions Options() => new()
    {
        DataDirectory = "/nowhere",
        NodeName = "n1",
        NodeLabels = [],
        Network = new()
        {
            Pods = System.Net.IPNetwork.Parse("10.42.0.0/16"), Services = System.Net.IPNetwork.Parse("10.43.0.0/16"),
            Dns = System.Net.IPAddress.Parse("10.43.0.10"), Domain = "cluster.local",
        },
        Log = new(LogFormat.Text, LogLevel.Information),
    };
}
