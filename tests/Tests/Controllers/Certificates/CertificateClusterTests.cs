using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Controllers.Certificates;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Certificates;

/// <summary>Signing requests in a whole cluster in this process.</summary>
public sealed class CertificateClusterTests
{
    private const string NodesGroup = "system:bootstrappers:kubeadm:default-node-token";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_machine_with_a_token_gets_a_nodes_certificate_and_the_node_its_next_one()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        ApiClient machine = new(cluster.TransportFor("system:bootstrap:abcdef", "system:bootstrappers", NodesGroup));
        X509Certificate2 first = await IssuedAsync(cluster, machine, "first", patience.Token);
        Assert.Contains("CN=system:node:n1", first.Subject, StringComparison.Ordinal);
        Assert.Contains("O=system:nodes", first.Subject, StringComparison.Ordinal);
        Assert.Equal(
            ["1.3.6.1.5.5.7.3.2"],
            first.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages
                .Cast<Oid>().Select(static usage => usage.Value!));
        Assert.Equal(
            X509KeyUsageFlags.DigitalSignature, first.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.False(
            first.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);

        ApiClient node = new(cluster.TransportFor("system:node:n1", "system:nodes"));
        X509Certificate2 second = await IssuedAsync(cluster, node, "second", patience.Token);
        Assert.NotEqual(first.SerialNumber, second.SerialNumber);
    }

    [Fact]
    public async Task A_user_gets_what_an_administrator_approves_for_as_long_as_asked()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        CertificateSigningRequest request = SigningRequests.Of(
            "jane", BuiltInSigners.Client, SigningRequests.RsaPem("CN=jane, O=dev"), ["client auth"], 3600);
        CertificateSigningRequest made = Expect(await cluster.Client.CreateAsync(request, patience.Token));
        Assert.Equal("admin", made.Spec.Username);
        Expect(await cluster.Client.UpdateAsync(
            RequestConditions.With(made, RequestConditionType.Approved, "ByHand", "yes"), patience.Token, "approval"));

        CertificateSigningRequest issued = await cluster.UntilAsync<CertificateSigningRequest>(
            "", "jane", RequestConditions.IsIssued, patience.Token);
        using X509Certificate2 certificate =
            X509Certificate2.CreateFromPem(issued.Status.Certificate!.Value.ToUtf8String());
        Assert.Equal("CN=jane, O=dev", certificate.Subject);
        // Five minutes back for clocks that are behind; a short one does not end earlier for that.
        Assert.Equal(TimeSpan.FromMinutes(65), certificate.NotAfter - certificate.NotBefore);
    }

    [Fact]
    public async Task What_the_signer_does_not_sign_has_failed_and_says_why()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        CertificateSigningRequest made = Expect(await cluster.Client.CreateAsync(
            SigningRequests.Of("wrong", BuiltInSigners.Client, SigningRequests.Pem("CN=jane"), ["server auth"]),
            patience.Token));
        Expect(await cluster.Client.UpdateAsync(
            RequestConditions.With(made, RequestConditionType.Approved, "ByHand", "yes"), patience.Token, "approval"));
        CertificateSigningRequest failed = await cluster.UntilAsync<CertificateSigningRequest>(
            "", "wrong", static one => RequestConditions.Has(one, RequestConditionType.Failed), patience.Token);
        CertificateSigningRequestCondition condition =
            RequestConditions.Find(failed, RequestConditionType.Failed)!;
        Assert.Equal("SignerValidationFailure", condition.Reason);
        Assert.Equal("invalid usage for client certificate: server auth", condition.Message);
        Assert.NotNull(condition.LastUpdateTime);
        Assert.False(RequestConditions.IsIssued(failed));
    }

    [Fact]
    public async Task A_node_gets_a_serving_certificate_for_the_addresses_of_its_Node()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        ApiClient node = new(cluster.TransportFor("system:node:n1", "system:nodes"));
        Expect(await node.CreateAsync(
            SigningRequests.Of(
                "serving", BuiltInSigners.KubeletServing,
                SigningRequests.Pem("CN=system:node:n1, O=system:nodes", "n1", "192.0.2.1"),
                SigningRequests.KubeletServingUsages),
            patience.Token));
        // Nothing until the Node says that the address is its own.
        Expect(await cluster.Client.CreateAsync(new Node { Metadata = new() { Name = "n1" } }, patience.Token));
        Expect(await cluster.Client.PatchAsync<Node>(
            new("", "n1"), PatchType.Merge,
            """{"status":{"addresses":[{"type":"InternalIP","address":"192.0.2.1"}]}}""", patience.Token, "status"));
        CertificateSigningRequest issued = await cluster.UntilAsync<CertificateSigningRequest>(
            "", "serving", RequestConditions.IsIssued, patience.Token);
        using X509Certificate2 certificate =
            X509Certificate2.CreateFromPem(issued.Status.Certificate!.Value.ToUtf8String());
        Assert.True(certificate.MatchesHostname("192.0.2.1"));
        Assert.True(certificate.MatchesHostname("n1"));
        Assert.False(certificate.MatchesHostname("kubernetes"));
    }

    private static Task<InProcessCluster> StartAsync(CancellationToken cancellationToken) =>
        InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, cancellationToken);

    private static async Task<X509Certificate2> IssuedAsync(
        InProcessCluster cluster, ApiClient who, string name, CancellationToken cancellationToken)
    {
        Expect(await who.CreateAsync(
            SigningRequests.Of(
                name, BuiltInSigners.KubeletClient, SigningRequests.Pem("CN=system:node:n1, O=system:nodes"),
                SigningRequests.KubeletClientUsages),
            cancellationToken));
        CertificateSigningRequest issued = await cluster.UntilAsync<CertificateSigningRequest>(
            "", name, RequestConditions.IsIssued, cancellationToken);
        Assert.Equal(
            "AutoApproved", RequestConditions.Find(issued, RequestConditionType.Approved)!.Reason);
        return X509Certificate2.CreateFromPem(issued.Status.Certificate!.Value.ToUtf8String());
    }

    private static T Expect<T>(ApiResult<T> result)
        where T : class
    {
        Assert.True(result.Error is null, result.Error?.ToString());
        return result.Value!;
    }
}
