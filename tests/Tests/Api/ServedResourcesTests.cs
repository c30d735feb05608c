using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api;

/// <summary>The resources of an API server of 1.36 with nothing switched on.</summary>
public sealed class ServedResourcesTests
{
    // Group and version, resource, short names, categories, subresources; a dash for none. Cluster-wide ones begin
    // with a star.
    private const string Served = """
        v1 bindings - - -
        v1 *componentstatuses cs - -
        v1 configmaps cm - -
        v1 endpoints ep - -
        v1 events ev - -
        v1 limitranges limits - -
        v1 *namespaces ns - finalize,status
        v1 *nodes no - proxy,status
        v1 persistentvolumeclaims pvc - status
        v1 *persistentvolumes pv - status
        v1 pods po all attach,binding,ephemeralcontainers,eviction,exec,log,portforward,proxy,resize,status
        v1 podtemplates - - -
        v1 replicationcontrollers rc all scale,status
        v1 resourcequotas quota - status
        v1 secrets - - -
        v1 serviceaccounts sa - token
        v1 services svc all proxy,status
        admissionregistration.k8s.io/v1 *mutatingadmissionpolicies - api-extensions -
        admissionregistration.k8s.io/v1 *mutatingadmissionpolicybindings - api-extensions -
        admissionregistration.k8s.io/v1 *mutatingwebhookconfigurations - api-extensions -
        admissionregistration.k8s.io/v1 *validatingadmissionpolicies - api-extensions status
        admissionregistration.k8s.io/v1 *validatingadmissionpolicybindings - api-extensions -
        admissionregistration.k8s.io/v1 *validatingwebhookconfigurations - api-extensions -
        apiextensions.k8s.io/v1 *customresourcedefinitions crd,crds api-extensions status
        apiregistration.k8s.io/v1 *apiservices - api-extensions status
        apps/v1 controllerrevisions - - -
        apps/v1 daemonsets ds all status
        apps/v1 deployments deploy all scale,status
        apps/v1 replicasets rs all scale,status
        apps/v1 statefulsets sts all scale,status
        authentication.k8s.io/v1 *selfsubjectreviews - - -
        authentication.k8s.io/v1 *tokenreviews - - -
        authorization.k8s.io/v1 localsubjectaccessreviews - - -
        authorization.k8s.io/v1 *selfsubjectaccessreviews - - -
        authorization.k8s.io/v1 *selfsubjectrulesreviews - - -
        authorization.k8s.io/v1 *subjectaccessreviews - - -
        autoscaling/v1 horizontalpodautoscalers hpa all status
        autoscaling/v2 horizontalpodautoscalers hpa all status
        batch/v1 cronjobs cj all status
        batch/v1 jobs - all status
        certificates.k8s.io/v1 *certificatesigningrequests csr - approval,status
        coordination.k8s.io/v1 leases - - -
        discovery.k8s.io/v1 endpointslices - - -
        events.k8s.io/v1 events ev - -
        flowcontrol.apiserver.k8s.io/v1 *flowschemas - - status
        flowcontrol.apiserver.k8s.io/v1 *prioritylevelconfigurations - - status
        networking.k8s.io/v1 *ingressclasses - - -
        networking.k8s.io/v1 ingresses ing - status
        networking.k8s.io/v1 *ipaddresses ip - -
        networking.k8s.io/v1 networkpolicies netpol - -
        networking.k8s.io/v1 *servicecidrs - - status
        node.k8s.io/v1 *runtimeclasses - - -
        policy/v1 poddisruptionbudgets pdb - status
        rbac.authorization.k8s.io/v1 *clusterrolebindings - - -
        rbac.authorization.k8s.io/v1 *clusterroles - - -
        rbac.authorization.k8s.io/v1 rolebindings - - -
        rbac.authorization.k8s.io/v1 roles - - -
        resource.k8s.io/v1 *deviceclasses - - -
        resource.k8s.io/v1 resourceclaims - - status
        resource.k8s.io/v1 resourceclaimtemplates - - -
        resource.k8s.io/v1 *resourceslices - - -
        scheduling.k8s.io/v1 *priorityclasses pc - -
        storage.k8s.io/v1 *csidrivers - - -
        storage.k8s.io/v1 *csinodes - - -
        storage.k8s.io/v1 csistoragecapacities - - -
        storage.k8s.io/v1 *storageclasses sc - -
        storage.k8s.io/v1 *volumeattachments - - status
        storage.k8s.io/v1 *volumeattributesclasses vac - -
        """;

    [Fact]
    public void ExactlyTheResourcesOfADefaultServerAreServed()
    {
        IEnumerable<string> actual = ResourceRegistry.All.Select(static definition =>
            $"{definition.ApiVersion} {(definition.Namespaced ? "" : "*")}{definition.Plural} "
            + $"{Text(definition.ShortNames)} {Text(definition.Categories)} {Text(definition.Subresources)}");
        Assert.Equal(Served.Split('\n').Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void VerbsAreThoseThatUpstreamHas()
    {
        string[] createOnly =
        [
            "bindings", "localsubjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectreviews",
            "selfsubjectrulesreviews", "subjectaccessreviews", "tokenreviews",
        ];
        string[] all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
        foreach (ResourceDefinition definition in ResourceRegistry.All)
        {
            string[] expected = definition.Plural switch
            {
                _ when createOnly.Contains(definition.Plural) => ["create"],
                "componentstatuses" => ["get", "list"],
                "namespaces" => [.. all.Where(static verb => verb != "deletecollection")],
                _ => all,
            };
            Assert.Equal(expected, definition.Verbs.Order(StringComparer.Ordinal));
        }
    }

    private static string Text(IReadOnlyList<string> names) =>
        names.Count == 0 ? "-" : string.Join(',', names.Order(StringComparer.Ordinal));
}
