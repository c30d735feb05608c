using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A web service that may change or refuse objects before they are stored.</summary>
[Definition("io.k8s.api.admissionregistration.v1.MutatingWebhook")]
public sealed partial record MutatingWebhook
{
    /// <summary>The value with nothing set.</summary>
    public static MutatingWebhook Empty { get; } = new();

    /// <summary>Its name, a domain name: imagepolicy.example.com.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>How to call it.</summary>
    [Field(2, "clientConfig", Always = true), Required]
    public WebhookClientConfig ClientConfig { get; init; } = WebhookClientConfig.Empty;
    /// <summary>The requests it is called for: one of them must fit.</summary>
    [Field(3, "rules"), Atomic] public IReadOnlyList<RuleWithOperations> Rules { get; init; } = [];
    /// <summary>Whether a request goes on when the call fails. Defaults to Fail. One of: Ignore, Fail.</summary>
    [Field(4, "failurePolicy")] public string? FailurePolicy { get; init; }
    /// <summary>
    /// Whether a rule that names one version of a resource also means the others. Defaults to Equivalent. One of:
    /// Exact, Equivalent.
    /// </summary>
    [Field(9, "matchPolicy")] public string? MatchPolicy { get; init; }
    /// <summary>Only objects of these namespaces; objects of the cluster always. Defaults to all.</summary>
    [Field(5, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>
    /// Only objects, old or new, with these labels. Whoever writes an object can go round it. Defaults to all.
    /// </summary>
    [Field(11, "objectSelector")] public LabelSelector? ObjectSelector { get; init; }
    /// <summary>
    /// Whether a call does something besides answering. Requests with dryRun that would be, are refused. Only None and
    /// NoneOnDryRun are allowed. One of: Unknown, None, Some, NoneOnDryRun.
    /// </summary>
    [Field(6, "sideEffects", Always = true), Required] public string? SideEffects { get; init; }
    /// <summary>How long a call may take, in seconds, from 1 to 30. Defaults to 10.</summary>
    [Field(7, "timeoutSeconds")] public int? TimeoutSeconds { get; init; }
    /// <summary>The versions of AdmissionReview that it understands; the first that the server knows is used.</summary>
    [Field(8, "admissionReviewVersions", Always = true), Required, Atomic]
    public IReadOnlyList<string> AdmissionReviewVersions { get; init; } = [];
    /// <summary>
    /// Whether it is called once more when something after it has changed the object. Defaults to Never. One of: Never,
    /// IfNeeded.
    /// </summary>
    [Field(10, "reinvocationPolicy")] public string? ReinvocationPolicy { get; init; }
    /// <summary>Conditions that a request must meet. All must be true; at most 64.</summary>
    [Field(12, "matchConditions"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MatchCondition> MatchConditions { get; init; } = [];
}
