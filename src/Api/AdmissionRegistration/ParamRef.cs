using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A param ref.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ParamRef", Atomic = true)]
public sealed partial record ParamRef
{
    /// <summary>The value with nothing set.</summary>
    public static ParamRef Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(2, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>Which objects count.</summary>
    [Field(3, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>Parameter not found action. One of: Allow, Deny.</summary>
    [Field(4, "parameterNotFoundAction")] public string? ParameterNotFoundAction { get; init; }
}
