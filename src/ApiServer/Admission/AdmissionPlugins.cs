using Kubesharp.Api;
using Kubesharp.ApiServer.Admission.Plugins;
using Kubesharp.ApiServer.Admission.Quota;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission;

/// <summary>The plugins in the order in which a write passes them; upstream's names and order.</summary>
public static class AdmissionPlugins
{
    // Upstream has them in its default list; here they are not built yet. Leaving them out changes nothing.
    private static readonly string[] Absent =
    [
        "ClusterTrustBundleAttest", "MutatingAdmissionPolicy", "MutatingAdmissionWebhook", "PodTopologyLabels",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionWebhook",
    ];

    // What authorization promises rests on them.
    private static readonly string[] Fixed = ["NodeRestriction", "RbacEscalation"];

    /// <summary>The names that can be left out.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "NamespaceLifecycle", "LimitRanger", "ServiceAccount", "TaintNodesByCondition", "PodSecurity", "Priority",
        "DefaultTolerationSeconds", "DefaultStorageClass", "StorageObjectInUseProtection",
        "PersistentVolumeClaimResize", "RuntimeClass", "CertificateApproval", "CertificateSigning",
        "CertificateSubjectRestriction", "DefaultIngressClass", "ResourceQuota",
    ];

    public static IReadOnlyList<IAdmissionPlugin> All(
        Authorizers authorizers, Entropy entropy, AdmissionOptions options) =>
    [
        new NamespaceLifecycle(),
        new LimitRanger(),
        new ServiceAccountPlugin(entropy),
        new NodeRestriction(),
        new TaintNodesByCondition(),
        new PodSecurity(options.PodSecurity),
        new Priority(),
        new DefaultTolerationSeconds(),
        new DefaultStorageClass(),
        new StorageObjectInUseProtection(),
        new PersistentVolumeClaimResize(),
        new RuntimeClassPlugin(),
        new CertificateApproval(authorizers),
        new CertificateSigning(authorizers),
        new CertificateSubjectRestriction(),
        new DefaultIngressClass(),
        new RbacEscalation(authorizers),
    ];

    public static AdmissionChain Chain(Authorizers authorizers, Entropy entropy) =>
        new(All(authorizers, entropy, new()));

    /// <summary>All plugins, with those that need the server's own books.</summary>
    public static AdmissionChain Chain(ApiServer server) => Chain(server, new());

    /// <summary>As above, without those that are to be left out.</summary>
    public static AdmissionChain Chain(ApiServer server, AdmissionOptions options) => new(
    [
        .. All((Authorizers)server.Authorizer, server.Entropy, options)
            .Append(new ResourceQuotaPlugin(server.Quota, server.Registry)) // The last one: what passes will be stored.
            .Where(plugin => !options.Disabled.Contains(plugin.Name)),
    ]);

    /// <summary>What is wrong with the names of plugins to add and to leave out, one sentence each.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<string> enabled, IReadOnlyList<string> disabled)
    {
        string known = string.Join(", ", Names.Order(StringComparer.Ordinal));
        foreach (string name in enabled.Where(static name => !Names.Contains(name) && !Fixed.Contains(name)))
            yield return $"--enable-admission-plugins: \"{name}\" is not here; known are {known}";
        foreach (string name in disabled)
        {
            if (Fixed.Contains(name))
                yield return $"--disable-admission-plugins: {name} cannot be left out, authorization rests on it";
            else if (!Names.Contains(name) && !Absent.Contains(name))
                yield return $"--disable-admission-plugins: \"{name}\" is not here; known are {known}";
        }
        foreach (string name in enabled.Intersect(disabled))
            yield return $"{name} is in both --enable-admission-plugins and --disable-admission-plugins";
    }
}
