namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Web services that may refuse objects before they are stored.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration")]
public sealed partial record ValidatingWebhookConfiguration : ApiObject
{
    /// <summary>Called at the same time.</summary>
    [Field(2, "webhooks"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<ValidatingWebhook> Webhooks { get; init; } = [];
}
