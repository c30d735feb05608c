namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>An expression with a name.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.Variable", Atomic = true)]
public sealed partial record Variable
{
    /// <summary>The value with nothing set.</summary>
    public static Variable Empty { get; } = new();

    /// <summary>Its name; used as variables.NAME.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>A CEL expression; it sees what the others see, and the variables before it.</summary>
    [Field(2, "expression", Always = true), Required] public string Expression { get; init; } = "";
}
