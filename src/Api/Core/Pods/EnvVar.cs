namespace Kubesharp.Api.Core;

/// <summary>An environment variable.</summary>
[Definition("io.k8s.api.core.v1.EnvVar")]
public sealed partial record EnvVar
{
    /// <summary>The value with nothing set.</summary>
    public static EnvVar Empty { get; } = new();

    /// <summary>Its name: printable ASCII characters but =.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>
    /// Its value. $(NAME) is the value of a variable before it, $$(NAME) the text $(NAME). Defaults to the empty text.
    /// </summary>
    [Field(2, "value")] public string Value { get; init; } = "";
    /// <summary>Where its value comes from. Not together with value.</summary>
    [Field(3, "valueFrom")] public EnvVarSource? ValueFrom { get; init; }
}
