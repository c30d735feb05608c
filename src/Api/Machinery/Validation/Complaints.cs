namespace Kubesharp.Api.Validation;

/// <summary>The sentences that a rule has against a value. Costs nothing while there are none.</summary>
public struct Complaints
{
    private List<string>? texts;

    public readonly bool Any => texts is not null;
    public readonly IReadOnlyList<string> Texts => texts is null ? [] : texts;

    public void Add(string text) => (texts ??= []).Add(text);

    /// <summary>Turns each sentence into an Invalid error.</summary>
    public readonly void Report(FieldPath field, string value, FieldErrors errors)
    {
        if (texts is null)
            return;
        foreach (string text in texts)
            errors.Invalid(field, value, text);
    }
}
