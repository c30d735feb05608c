namespace Kubesharp.ApiServer.Requests;

/// <summary>A parsed query string: decoded names and values in the order they came; the first of a name wins.</summary>
public sealed class QueryValues
{
    private readonly List<KeyValuePair<string, string>> values;

    private QueryValues(List<KeyValuePair<string, string>> values, string raw)
    {
        this.values = values;
        Raw = raw;
    }

    public static QueryValues Empty { get; } = new([], "");

    /// <summary>As it came, without the question mark.</summary>
    public string Raw { get; }

    /// <summary>The first value of a name; empty when there is none.</summary>
    public string this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> pair in values)
            {
                if (pair.Key == name)
                    return pair.Value;
            }
            return "";
        }
    }

    public bool Has(string name)
    {
        foreach (KeyValuePair<string, string> pair in values)
        {
            if (pair.Key == name)
                return true;
        }
        return false;
    }

    /// <summary>True for everything but absent, <c>false</c> and <c>0</c>: the reading that Kubernetes has.</summary>
    public bool Flag(string name) =>
        Has(name) && !this[name].Equals("false", StringComparison.OrdinalIgnoreCase) && this[name] != "0";

    public IEnumerable<string> All(string name)
    {
        foreach (KeyValuePair<string, string> pair in values)
        {
            if (pair.Key == name)
                yield return pair.Value;
        }
    }

    /// <param name="query">With or without the leading question mark.</param>
    public static QueryValues Parse(string query)
    {
        string raw = query.StartsWith('?') ? query[1..] : query;
        if (raw.Length == 0)
            return Empty;
        List<KeyValuePair<string, string>> values = [];
        foreach (string part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            string value = equals < 0 ? "" : part[(equals + 1)..];
            values.Add(new(Decode(name), Decode(value)));
        }
        return new(values, raw);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
