using System.Net;
using System.Security.Cryptography;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Certificates;

/// <summary>
/// Approves what kubelets serve with, which upstream leaves to people: of a node, for itself, for its own name and for
/// addresses that its Node has and no other Node. Never for a name or address of the API server: the same authority
/// vouches for both. Everything else stays pending, for <c>kubectl certificate approve</c>. See
/// docs/decisions/0020-serving-certificates-of-kubelets.md.
/// </summary>
/// <param name="serverNames">What the API server's own certificate stands for.</param>
public sealed class KubeletServingApprover(ApiClient client, Cache cache, IReadOnlyList<string> serverNames)
    : IReconciler
{
    private const string Message = "Auto approving kubelet serving certificate: all names are the node's own.";

    public static ControllerSpec Spec =>
        ControllerSpec.For<CertificateSigningRequest>("kubelet-serving-certificate-approving-controller")
            .Watches<Node>(static (cache, node) => cache.List<CertificateSigningRequest>()
                .Where(request => request.Spec.SignerName == BuiltInSigners.KubeletServing
                    && RequestConditions.IsUndecided(request))
                .Select(static request => ObjectKey.Of(request)));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<CertificateSigningRequest>(key) is not { } request || !RequestConditions.IsUndecided(request)
            || Doubt(request, cache.List<Node>(), serverNames) is not null)
        {
            return Result.Done;
        }
        ApiResult<CertificateSigningRequest> approved = await client.UpdateAsync(
            RequestConditions.With(request, RequestConditionType.Approved, "AutoApproved", Message),
            cancellationToken, "approval");
        return approved.Error is { IsNotFound: true } ? Result.Done : Result.From(approved.Error);
    }

    /// <summary>Why a person should look at the request; null when the node may have what it asks for. Pure.</summary>
    internal static string? Doubt(
        CertificateSigningRequest request, IReadOnlyList<Node> nodes, IReadOnlyList<string> serverNames)
    {
        CertificateSigningRequestSpec spec = request.Spec;
        if (spec.SignerName != BuiltInSigners.KubeletServing)
            return "another signer";
        RequestedCertificate requested;
        try
        {
            requested = RequestedCertificate.Parse(spec.Request?.ToUtf8String() ?? "");
        }
        catch (CryptographicException exception)
        {
            return exception.Message;
        }
        if (BuiltInSigners.Refusal(spec.SignerName, requested, spec.Usages) is { } refusal)
            return refusal;
        if (spec.Username != requested.CommonName || !spec.Groups.Contains(BuiltInSigners.NodesGroup))
            return "a node may ask for itself only";
        string name = spec.Username[BuiltInSigners.NodePrefix.Length..];
        if (nodes.FirstOrDefault(node => node.Metadata.Name == name) is not { } own)
            return $"there is no Node {name}";
        foreach (string dnsName in requested.DnsNames)
        {
            if (dnsName != name || serverNames.Contains(dnsName, StringComparer.OrdinalIgnoreCase)
                || dnsName == "kubernetes" || dnsName.StartsWith("kubernetes.", StringComparison.Ordinal)
                || nodes.Any(node => node.Metadata.Name != name && Has(node, dnsName)))
            {
                return $"{dnsName} is not the node's name alone";
            }
        }
        foreach (IPAddress address in requested.Addresses)
        {
            string text = address.ToString();
            if (IPAddress.IsLoopback(address) || serverNames.Contains(text) || !Has(own, text)
                || nodes.Any(node => node.Metadata.Name != name && Has(node, text)))
            {
                return $"{text} is not the node's address alone";
            }
        }
        return null;
    }

    private static bool Has(Node node, string address) => node.Status.Addresses.Any(one =>
        one.Address == address
        || (IPAddress.TryParse(one.Address, out IPAddress? parsed) && parsed.ToString() == address));
}
