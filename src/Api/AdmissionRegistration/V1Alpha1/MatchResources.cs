using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration.V1Alpha1;

/// <summary>Which requests a policy is for. All that is set must hold.</summary>
[Definition("io.k8s.api.admissionregistration.v1alpha1.MatchResources", Atomic = true)]
public sealed partial record MatchResources
{
    /// <summary>The value with nothing set.</summary>
    public static MatchResources Empty { get; } = new();

    /// <summary>Only objects of these namespaces; objects of the cluster always. Defaults to all.</summary>
    [Field(1, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>Only objects, old or new, with these labels. Defaults to all.</summary>
    [Field(2, "objectSelector")] public LabelSelector? ObjectSelector { get; init; }
    /// <summary>The requests: one of the rules must fit.</summary>
    [Field(3, "resourceRules"), Atomic] public IReadOnlyList<NamedRuleWithOperations> ResourceRules { get; init; } = [];
    /// <summary>Requests that it is not for, even when a rule fits.</summary>
    [Field(4, "excludeResourceRules"), Atomic]
    public IReadOnlyList<NamedRuleWithOperations> ExcludeResourceRules { get; init; } = [];
    /// <summary>
    /// Whether a rule that names one version of a resource also means the others. Defaults to Equivalent. One of:
    /// Exact, Equivalent.
    /// </summary>
    [Field(7, "matchPolicy")] public string? MatchPolicy { get; init; }
}
