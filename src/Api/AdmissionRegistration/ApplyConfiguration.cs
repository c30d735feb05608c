namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>An apply configuration.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ApplyConfiguration")]
public sealed partial record ApplyConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static ApplyConfiguration Empty { get; } = new();

    /// <summary>Expression.</summary>
    [Field(1, "expression")] public string Expression { get; init; } = "";
}
