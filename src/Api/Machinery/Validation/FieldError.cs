using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Validation;

/// <summary>One violation, in Kubernetes' words.</summary>
/// <param name="Reason">The cause's reason: <c>FieldValueRequired</c>.</param>
/// <param name="Field">The path; may be empty.</param>
/// <param name="Message">What is wrong, without the path: <c>Invalid value: "x": must be ...</c></param>
public sealed record FieldError(string Reason, string Field, string Message)
{
    /// <summary>As the message of a Status writes it.</summary>
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";

    public StatusCause ToCause() => new() { Reason = Reason, Field = Field, Message = Message };
}
