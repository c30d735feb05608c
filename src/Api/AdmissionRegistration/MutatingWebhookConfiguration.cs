namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A mutating webhook configuration.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration")]
public sealed partial record MutatingWebhookConfiguration : ApiObject
{
    /// <summary>Webhooks. A list keyed by name.</summary>
    [Field(2, "webhooks"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MutatingWebhook> Webhooks { get; init; } = [];
}
