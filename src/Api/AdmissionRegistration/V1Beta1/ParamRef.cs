using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>The object or objects that hold a policy's parameters. Exactly one of name and selector is set.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.ParamRef", Atomic = true)]
public sealed partial record ParamRef
{
    /// <summary>The value with nothing set.</summary>
    public static ParamRef Empty { get; } = new();

    /// <summary>One object by name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>
    /// The namespace of the parameters. Empty: that of the object in question. Not for kinds of the cluster.
    /// </summary>
    [Field(2, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>All objects that it selects; the policy is evaluated with each.</summary>
    [Field(3, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>Whether a request goes on when there is no such object. Needed. One of: Allow, Deny.</summary>
    [Field(4, "parameterNotFoundAction")] public string? ParameterNotFoundAction { get; init; }
}
