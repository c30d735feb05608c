using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A validating webhook.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingWebhook")]
public sealed partial record ValidatingWebhook
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingWebhook Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Client config.</summary>
    [Field(2, "clientConfig", Always = true), Required]
    public WebhookClientConfig ClientConfig { get; init; } = WebhookClientConfig.Empty;
    /// <summary>Rules.</summary>
    [Field(3, "rules"), Atomic] public IReadOnlyList<RuleWithOperations> Rules { get; init; } = [];
    /// <summary>Failure policy. One of: Ignore, Fail.</summary>
    [Field(4, "failurePolicy")] public string? FailurePolicy { get; init; }
    /// <summary>Match policy. One of: Exact, Equivalent.</summary>
    [Field(9, "matchPolicy")] public string? MatchPolicy { get; init; }
    /// <summary>Namespace selector.</summary>
    [Field(5, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>Object selector.</summary>
    [Field(10, "objectSelector")] public LabelSelector? ObjectSelector { get; init; }
    /// <summary>Side effects. One of: Unknown, None, Some, NoneOnDryRun.</summary>
    [Field(6, "sideEffects", Always = true), Required] public string? SideEffects { get; init; }
    /// <summary>Timeout seconds.</summary>
    [Field(7, "timeoutSeconds")] public int? TimeoutSeconds { get; init; }
    /// <summary>Admission review versions.</summary>
    [Field(8, "admissionReviewVersions", Always = true), Required, Atomic]
    public IReadOnlyList<string> AdmissionReviewVersions { get; init; } = [];
    /// <summary>Match conditions. A list keyed by name.</summary>
    [Field(11, "matchConditions"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MatchCondition> MatchConditions { get; init; } = [];
}
