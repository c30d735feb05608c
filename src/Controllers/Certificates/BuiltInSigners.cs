using Kubesharp.Api.Certificates;

namespace Kubesharp.Controllers.Certificates;

/// <summary>The signers of the cluster itself, and what each of them signs. Pure.</summary>
internal static class BuiltInSigners
{
    public const string Client = "kubernetes.io/kube-apiserver-client";
    public const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";
    public const string KubeletServing = "kubernetes.io/kubelet-serving";
    public const string LegacyUnknown = "kubernetes.io/legacy-unknown";
    public const string NodePrefix = "system:node:", NodesGroup = "system:nodes";

    private static readonly string[] ServingUsages = ["digital signature", "key encipherment", "server auth"];
    private static readonly string[] ClientUsages = ["client auth", "digital signature", "key encipherment"];

    public static IReadOnlyList<string> All { get; } = [Client, KubeletClient, KubeletServing, LegacyUnknown];

    /// <summary>Why the signer does not sign this, in upstream's words; null when it does.</summary>
    public static string? Refusal(string signer, RequestedCertificate requested, IReadOnlyList<string> usages) =>
        signer switch
        {
            Client => ClientRefusal(usages),
            KubeletClient => KubeletClientRefusal(requested, usages),
            KubeletServing => KubeletServingRefusal(requested, usages),
            LegacyUnknown => null, // Whatever was approved.
            _ => $"unrecognized signerName: \"{signer}\"",
        };

    private static string? ClientRefusal(IReadOnlyList<string> usages)
    {
        foreach (string usage in usages)
        {
            if (!ClientUsages.Contains(usage))
                return $"invalid usage for client certificate: {usage}";
        }
        return usages.Contains("client auth") ? null : "missing required usage for client certificate: client auth";
    }

    private static string? KubeletClientRefusal(RequestedCertificate requested, IReadOnlyList<string> usages)
    {
        if (!requested.Organizations.SequenceEqual([NodesGroup]))
            return "subject organization is not system:nodes";
        if (requested.DnsNames.Count > 0)
            return "DNS subjectAltNames are not allowed";
        if (requested.MailAddresses.Count > 0)
            return "Email subjectAltNames are not allowed";
        if (requested.Addresses.Count > 0)
            return "IP subjectAltNames are not allowed";
        if (requested.Uris.Count > 0)
            return "URI subjectAltNames are not allowed";
        if (!requested.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal))
            return "subject common name does not begin with system:node:";
        return UsagesRefusal(usages, ClientUsages);
    }

    private static string? KubeletServingRefusal(RequestedCertificate requested, IReadOnlyList<string> usages)
    {
        if (!requested.Organizations.SequenceEqual([NodesGroup]))
            return "subject organization is not system:nodes";
        if (requested.DnsNames.Count == 0 && requested.Addresses.Count == 0)
            return "DNS or IP subjectAltName is required";
        if (requested.MailAddresses.Count > 0)
            return "Email subjectAltNames are not allowed";
        if (requested.Uris.Count > 0)
            return "URI subjectAltNames are not allowed";
        if (UsagesRefusal(usages, ServingUsages) is { } refusal)
            return refusal;
        return requested.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal)
            ? null
            : "subject common name does not begin with system:node:";
    }

    // Keys that are not RSA's encipher nothing, so that usage may be left out.
    private static string? UsagesRefusal(IReadOnlyList<string> usages, IReadOnlyList<string> required)
    {
        HashSet<string> asked = new(usages, StringComparer.Ordinal);
        return asked.SetEquals(required) || asked.SetEquals(required.Where(static one => one != "key encipherment"))
            ? null
            : $"usages did not match [{string.Join(' ', required)}]";
    }
}
