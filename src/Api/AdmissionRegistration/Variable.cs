namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A variable.</summary>
[Definition("io.k8s.api.admissionregistration.v1.Variable", Atomic = true)]
public sealed partial record Variable
{
    /// <summary>The value with nothing set.</summary>
    public static Variable Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Expression.</summary>
    [Field(2, "expression", Always = true), Required] public string Expression { get; init; } = "";
}
