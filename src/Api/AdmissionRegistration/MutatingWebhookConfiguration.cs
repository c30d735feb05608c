namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Web services that may change or refuse objects before they are stored.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration")]
public sealed partial record MutatingWebhookConfiguration : ApiObject
{
    /// <summary>Called one after the other, in the order of the configurations' names.</summary>
    [Field(2, "webhooks"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MutatingWebhook> Webhooks { get; init; } = [];
}
