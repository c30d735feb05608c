using Kubesharp.Api;
using Kubesharp.ApiServer.Admission.Plugins;
using Kubesharp.ApiServer.Admission.Quota;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission;

/// <summary>The plugins in the order in which a write passes them; upstream's names and order.</summary>
public static class AdmissionPlugins
{
    // StorageObjectInUseProtection stands between DefaultStorageClass and RuntimeClass once the controllers that take
    // its finalizers away again are here: without them no claim could ever be deleted.
    public static IReadOnlyList<IAdmissionPlugin> All(Authorizers authorizers, Entropy entropy) =>
    [
        new NamespaceLifecycle(),
        new LimitRanger(),
        new ServiceAccountPlugin(entropy),
        new NodeRestriction(),
        new TaintNodesByCondition(),
        new PodSecurity(),
        new Priority(),
        new DefaultTolerationSeconds(),
        new DefaultStorageClass(),
        new PersistentVolumeClaimResize(),
        new RuntimeClassPlugin(),
        new CertificateApproval(authorizers),
        new CertificateSigning(authorizers),
        new CertificateSubjectRestriction(),
        new DefaultIngressClass(),
        new RbacEscalation(authorizers),
    ];

    public static AdmissionChain Chain(Authorizers authorizers, Entropy entropy) => new(All(authorizers, entropy));

    /// <summary>All plugins, with those that need the server's own books.</summary>
    public static AdmissionChain Chain(ApiServer server) => new(
    [
        .. All((Authorizers)server.Authorizer, server.Entropy),
        // The last one: what it lets pass will be stored.
        new ResourceQuotaPlugin(server.Quota, server.Registry),
    ]);
}
