namespace Kubesharp.Make;

/// <summary>
/// The words after the verb. Each reader takes what it knows; <see cref="End"/> refuses what is left.
/// </summary>
internal sealed class Arguments(IEnumerable<string> words)
{
    private readonly List<string> words = [.. words];

    /// <summary>The value of <c>--name VALUE</c> or <c>--name=VALUE</c>.</summary>
    public string? Value(string name)
    {
        for (int index = 0; index < words.Count; index++)
        {
            if (words[index].StartsWith(name + "=", StringComparison.Ordinal))
            {
                string value = words[index][(name.Length + 1)..];
                words.RemoveAt(index);
                return value;
            }
            if (words[index] != name)
                continue;
            if (index + 1 == words.Count)
                throw new MakeException($"{name} needs a value.");
            string next = words[index + 1];
            words.RemoveRange(index, 2);
            return next;
        }
        return null;
    }

    public bool Flag(string name) => words.Remove(name);

    /// <summary>The next word that is not an option.</summary>
    public string? Next()
    {
        int index = words.FindIndex(word => !word.StartsWith('-'));
        if (index < 0)
            return null;
        string word = words[index];
        words.RemoveAt(index);
        return word;
    }

    public void End()
    {
        if (words.Count > 0)
            throw new MakeException($"\"{words[0]}\" is not understood.", "`dotnet make.cs help` lists the options.");
    }
}
