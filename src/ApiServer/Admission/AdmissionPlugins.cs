using Kubesharp.Api;
using Kubesharp.ApiServer.Admission.Plugins;
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
        new RuntimeClassPlugin(),
        new DefaultIngressClass(),
        new RbacEscalation(authorizers),
    ];

    public static AdmissionChain Chain(Authorizers authorizers, Entropy entropy) => new(All(authorizers, entropy));
}
