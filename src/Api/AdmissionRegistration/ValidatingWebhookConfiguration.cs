namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A validating webhook configuration.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration")]
public sealed partial record ValidatingWebhookConfiguration : ApiObject
{
    /// <summary>Webhooks. A list keyed by name.</summary>
    [Field(2, "webhooks"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<ValidatingWebhook> Webhooks { get; init; } = [];
}
