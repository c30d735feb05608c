namespace Kubesharp.Api.Admission;

/// <summary>A question of the API server to an admission webhook, and the answer.</summary>
[ApiKind("admission.k8s.io/v1", "AdmissionReview")]
[Definition("io.k8s.api.admission.v1.AdmissionReview")]
public sealed partial record AdmissionReview : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static AdmissionReview Empty { get; } = new();

    /// <summary>The question.</summary>
    [Field(1, "request")] public AdmissionRequest? Request { get; init; }
    /// <summary>The answer.</summary>
    [Field(2, "response")] public AdmissionResponse? Response { get; init; }
}
