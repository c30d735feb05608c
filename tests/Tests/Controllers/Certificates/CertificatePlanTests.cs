using Kubesharp.Api;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Certificates;
using Xunit;

namespace Kubesharp.Tests.Controllers.Certificates;

/// <summary>What is signed for whom, who approves what, and when requests go: the pure parts.</summary>
public sealed class CertificatePlanTests
{
    private const string Node = "CN=system:node:n1, O=system:nodes";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(BuiltInSigners.Client, "CN=jane, O=dev", "", "client auth", null)]
    [InlineData(BuiltInSigners.Client, "CN=jane", "a.example", "client auth,digital signature,key encipherment", null)]
    [InlineData(BuiltInSigners.Client, "CN=jane", "", "digital signature",
        "missing required usage for client certificate: client auth")]
    [InlineData(BuiltInSigners.Client, "CN=jane", "", "client auth,server auth",
        "invalid usage for client certificate: server auth")]
    [InlineData(BuiltInSigners.KubeletClient, Node, "", "digital signature,client auth", null)]
    [InlineData(BuiltInSigners.KubeletClient, Node, "", "client auth,key encipherment,digital signature", null)]
    [InlineData(BuiltInSigners.KubeletClient, Node, "", "client auth",
        "usages did not match [client auth digital signature key encipherment]")]
    [InlineData(BuiltInSigners.KubeletClient, "CN=system:node:n1", "", "digital signature,client auth",
        "subject organization is not system:nodes")]
    [InlineData(BuiltInSigners.KubeletClient, "CN=system:node:n1, O=system:nodes, O=system:masters", "",
        "digital signature,client auth", "subject organization is not system:nodes")]
    [InlineData(BuiltInSigners.KubeletClient, "CN=n1, O=system:nodes", "", "digital signature,client auth",
        "subject common name does not begin with system:node:")]
    [InlineData(BuiltInSigners.KubeletClient, Node, "n1", "digital signature,client auth",
        "DNS subjectAltNames are not allowed")]
    [InlineData(BuiltInSigners.KubeletClient, Node, "192.0.2.1", "digital signature,client auth",
        "IP subjectAltNames are not allowed")]
    [InlineData(BuiltInSigners.KubeletClient, Node, "mailto:a@example.com", "digital signature,client auth",
        "Email subjectAltNames are not allowed")]
    [InlineData(BuiltInSigners.KubeletClient, Node, "spiffe://a/b", "digital signature,client auth",
        "URI subjectAltNames are not allowed")]
    [InlineData(BuiltInSigners.KubeletServing, Node, "n1,192.0.2.1", "digital signature,server auth", null)]
    [InlineData(BuiltInSigners.KubeletServing, Node, "", "digital signature,server auth",
        "DNS or IP subjectAltName is required")]
    [InlineData(BuiltInSigners.KubeletServing, Node, "n1,spiffe://a/b", "digital signature,server auth",
        "URI subjectAltNames are not allowed")]
    [InlineData(BuiltInSigners.KubeletServing, Node, "n1", "digital signature,client auth",
        "usages did not match [digital signature key encipherment server auth]")]
    [InlineData(BuiltInSigners.KubeletServing, "CN=n1, O=system:nodes", "n1", "digital signature,server auth",
        "subject common name does not begin with system:node:")]
    [InlineData(BuiltInSigners.LegacyUnknown, "CN=whatever", "", "cert sign", null)]
    public void A_signer_signs_what_is_its_own(
        string signer, string subject, string names, string usages, string? refusal)
    {
        RequestedCertificate requested = RequestedCertificate.Parse(SigningRequests.Pem(
            subject, names.Split(',', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(refusal, BuiltInSigners.Refusal(signer, requested, usages.Split(',')));
    }

    [Theory]
    [InlineData(Node, "system:node:n1", "selfnodeclient,nodeclient")]
    [InlineData(Node, "system:bootstrap:abcdef", "nodeclient")]
    [InlineData("CN=jane, O=dev", "jane", "")]
    public void A_kubelets_request_is_recognized_by_who_asks(string subject, string user, string rights)
    {
        CertificateSigningRequest request = SigningRequests.Of(
            "r", BuiltInSigners.KubeletClient, SigningRequests.Pem(subject), SigningRequests.KubeletClientUsages);
        Assert.Equal(rights, string.Join(',', CertificateApprovingController
            .Recognize(request with { Spec = request.Spec with { Username = user } })
            .Select(static one => one.Subresource)));
        Assert.Empty(CertificateApprovingController.Recognize(
            request with { Spec = request.Spec with { Username = user, SignerName = BuiltInSigners.Client } }));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(90, 90)]
    [InlineData(5000, 900)]
    public void What_nobody_may_have_is_looked_at_less_and_less(int ageSeconds, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        CertificateApprovingController.NextLook(
            new() { Metadata = new() { CreationTimestamp = new Time(Now.AddSeconds(-ageSeconds)) } }, Now));

    [Theory]
    [InlineData(null, 86400)]
    [InlineData(3600, 3600)]
    [InlineData(864000, 86400)]
    [InlineData(60, 600)]
    public void A_certificate_lives_as_asked_within_the_signers_bounds(int? asked, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), CertificateSigningController.LifetimeOf(asked, TimeSpan.FromDays(1)));

    [Theory]
    [InlineData("", 24 * 60)] // Pending: a day from its creation.
    [InlineData("Approved", null)] // Somebody else's signer may still be at work.
    [InlineData("Denied", 30 + 60)] // An hour from the decision.
    [InlineData("Approved,Failed", 30 + 60)]
    public void A_request_goes_when_it_has_had_its_time(string conditions, int? minutes)
    {
        CertificateSigningRequest request = new()
        {
            Metadata = new() { Name = "r", CreationTimestamp = new Time(Now) },
            Status = new()
            {
                Conditions =
                [
                    .. conditions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static type =>
                        new CertificateSigningRequestCondition
                        {
                            Type = type, Status = "True", LastUpdateTime = new Time(Now.AddMinutes(30)),
                        }),
                ],
            },
        };
        Assert.Equal(minutes is { } due ? Now.AddMinutes(due) : null, CertificateCleanerController.DueAt(request));
    }

    [Theory]
    [InlineData("system:node:n1", "n1,192.0.2.1", null)]
    [InlineData("system:node:n1", "192.0.2.1", null)]
    [InlineData("system:node:n2", "n1", "a node may ask for itself only")]
    [InlineData("jane", "n1", "a node may ask for itself only")]
    [InlineData("system:node:n1", "n1,192.0.2.2", "192.0.2.2 is not the node's address alone")] // The other node's.
    [InlineData("system:node:n1", "192.0.2.9", "192.0.2.9 is not the node's address alone")] // Nobody's.
    [InlineData("system:node:n1", "192.0.2.7", "192.0.2.7 is not the node's address alone")] // The server's.
    [InlineData("system:node:n1", "127.0.0.1", "127.0.0.1 is not the node's address alone")]
    [InlineData("system:node:n1", "kubernetes.default.svc", "kubernetes.default.svc is not the node's name alone")]
    [InlineData("system:node:n1", "n2", "n2 is not the node's name alone")]
    public void A_node_serves_under_its_own_names_only(string user, string names, string? doubt)
    {
        CertificateSigningRequest request = SigningRequests.Of(
            "r", BuiltInSigners.KubeletServing, SigningRequests.Pem(Node, names.Split(',')),
            SigningRequests.KubeletServingUsages);
        request = request with
        {
            Spec = request.Spec with { Username = user, Groups = ["system:nodes", "system:authenticated"] },
        };
        Node[] nodes = [NodeAt("n1", "192.0.2.1", "192.0.2.7", "127.0.0.1"), NodeAt("n2", "192.0.2.2")];
        Assert.Equal(doubt, KubeletServingApprover.Doubt(request, nodes, ["kubernetes", "192.0.2.7"]));
        Assert.Equal("there is no Node n1", user == "system:node:n1"
            ? KubeletServingApprover.Doubt(request, [nodes[1]], []) : "there is no Node n1");
    }

    [Fact]
    public void An_address_that_two_nodes_claim_is_neithers()
    {
        CertificateSigningRequest request = SigningRequests.Of(
            "r", BuiltInSigners.KubeletServing, SigningRequests.Pem(Node, "192.0.2.1"),
            SigningRequests.KubeletServingUsages);
        request = request with
        {
            Spec = request.Spec with { Username = "system:node:n1", Groups = ["system:nodes"] },
        };
        Assert.Null(KubeletServingApprover.Doubt(request, [NodeAt("n1", "192.0.2.1")], []));
        Assert.NotNull(KubeletServingApprover.Doubt(
            request, [NodeAt("n1", "192.0.2.1"), NodeAt("n2", "192.0.2.1")], []));
    }

    private static Node NodeAt(string name, params string[] addresses) => new()
    {
        Metadata = new() { Name = name },
        Status = new()
        {
            Addresses =
            [
                .. addresses.Select(static one =>
                    new Kubesharp.Api.Core.NodeAddress { Type = "InternalIP", Address = one }),
            ],
        },
    };
}
